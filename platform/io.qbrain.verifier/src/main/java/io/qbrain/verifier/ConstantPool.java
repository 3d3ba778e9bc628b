package io.qbrain.verifier;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;

/** The constants of a class file, as far as the verifier reads them: texts, strings and classes. */
final class ConstantPool {
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final int STRING = 8;

  private final int[] tags;
  private final String[] texts;
  private final int[] references;

  private ConstantPool(int count) {
    tags = new int[count];
    texts = new String[count];
    references = new int[count];
  }

  static ConstantPool read(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    ConstantPool pool = new ConstantPool(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      pool.tags[i] = tag;
      pool.texts[i] = "";
      switch (tag) {
        case UTF8 -> pool.texts[i] = in.readUTF();
        case CLASS, STRING -> pool.references[i] = in.readUnsignedShort();
        case 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          // A long or double takes two places.
          in.skipNBytes(8);
          i++;
        }
        default -> throw new IOException("constant " + i + " has the unknown tag " + tag);
      }
    }
    return pool;
  }

  String text(int index) throws IOException {
    if (!isA(UTF8, index)) {
      throw new IOException("expected a text as constant " + index);
    }
    return texts[index];
  }

  Optional<String> string(int index) throws IOException {
    return isA(STRING, index) ? Optional.of(text(references[index])) : Optional.empty();
  }

  /** The name of a class; empty for the class at index 0, which stands for none. */
  String className(int index) throws IOException {
    if (index == 0) {
      return "";
    }
    if (!isA(CLASS, index)) {
      throw new IOException("expected a class as constant " + index);
    }
    return text(references[index]);
  }

  private boolean isA(int tag, int index) {
    return index > 0 && index < tags.length && tags[index] == tag;
  }
}
