package io.qbrain.verifier;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the verifier reads in a class file: its version, its superclass, and the strings that its
 * methods without parameters return as they stand.
 *
 * @param javaVersion the feature release of Java that it needs, e.g. 17
 * @param superName the superclass, with slashes; empty for none
 * @param methods for each method that takes nothing and returns a String: the constant that is all
 *     it returns; empty if it calculates
 */
record ClassFile(int javaVersion, String superName, Map<String, Optional<String>> methods) {
  static final int MAX_BYTES = 1 << 22;
  private static final int MAGIC = 0xCAFEBABE;
  private static final int FIRST_JAVA_VERSION = 44;
  private static final String STRING_GETTER = "()Ljava/lang/String;";
  private static final int LDC = 0x12;
  private static final int LDC_W = 0x13;
  private static final int ARETURN = 0xb0;
  private static final int SHORT_LDC_BYTES = 3;
  private static final int LONG_LDC_BYTES = 4;

  /**
   * Reads a class file.
   *
   * @throws IOException if it is none, or is cut off
   */
  static ClassFile read(byte[] file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    if (in.readInt() != MAGIC) {
      throw new IOException("no class file");
    }
    in.readUnsignedShort();
    int javaVersion = in.readUnsignedShort() - FIRST_JAVA_VERSION;
    ConstantPool pool = ConstantPool.read(in);
    in.skipNBytes(4);
    String superName = pool.className(in.readUnsignedShort());
    in.skipNBytes(2L * in.readUnsignedShort());
    skipMembers(in);
    return new ClassFile(javaVersion, superName, stringMethods(in, pool));
  }

  private static void skipMembers(DataInputStream in) throws IOException {
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      in.skipNBytes(6);
      for (int a = in.readUnsignedShort(); a > 0; a--) {
        skipAttribute(in);
      }
    }
  }

  private static void skipAttribute(DataInputStream in) throws IOException {
    in.skipNBytes(2);
    in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
  }

  private static Map<String, Optional<String>> stringMethods(DataInputStream in, ConstantPool pool)
      throws IOException {
    Map<String, Optional<String>> found = new TreeMap<>();
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      in.skipNBytes(2);
      String name = pool.text(in.readUnsignedShort());
      boolean isGetter = pool.text(in.readUnsignedShort()).equals(STRING_GETTER);
      Optional<String> constant = Optional.empty();
      for (int a = in.readUnsignedShort(); a > 0; a--) {
        if (isGetter && pool.text(in.readUnsignedShort()).equals("Code")) {
          in.skipNBytes(8);
          byte[] code = in.readNBytes(in.readInt());
          constant = returned(code, pool);
          in.skipNBytes(8L * in.readUnsignedShort());
          for (int inner = in.readUnsignedShort(); inner > 0; inner--) {
            skipAttribute(in);
          }
        } else if (isGetter) {
          in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
        } else {
          skipAttribute(in);
        }
      }
      if (isGetter) {
        found.put(name, constant);
      }
    }
    return found;
  }

  /** The constant of a method that consists of loading it and returning it. */
  private static Optional<String> returned(byte[] code, ConstantPool pool) throws IOException {
    if (code.length == SHORT_LDC_BYTES && (code[0] & 0xff) == LDC && (code[2] & 0xff) == ARETURN) {
      return pool.string(code[1] & 0xff);
    }
    if (code.length == LONG_LDC_BYTES && (code[0] & 0xff) == LDC_W && (code[3] & 0xff) == ARETURN) {
      return pool.string((code[1] & 0xff) << 8 | (code[2] & 0xff));
    }
    return Optional.empty();
  }
}
