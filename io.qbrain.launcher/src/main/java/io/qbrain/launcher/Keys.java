package io.qbrain.launcher;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/**
 * The two key pairs of the shell over ssh, made at the first start: the host's, and one for the
 * user {@code qbrain}, who owns the state directory. Private keys are PEM files that only the owner
 * can read; OpenSSH takes them, too. RSA, because Karaf's key login reads half of all elliptic keys
 * wrongly.
 */
final class Keys {
  static final String USER = "qbrain";
  static final int BITS = 3072;

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final String USERS_FILE = "keys.properties";

  private final StateDirectory state;

  Keys(StateDirectory state) {
    this.state = state;
  }

  Path userKeyFile() {
    return state.keys().resolve("shell.key");
  }

  Path hostKeyFile() {
    return state.keys().resolve("host.key");
  }

  /** Makes what is missing, and lets the shell user in with the roles of an administrator. */
  void ensure() {
    try {
      makeUnlessThere(hostKeyFile());
      makeUnlessThere(userKeyFile());
      registerUser(read(userKeyFile()).getPublic());
    } catch (IOException | GeneralSecurityException e) {
      throw Refusal.because(
          "The shell's keys in %s cannot be used (%s). Delete the directory to have new ones made.",
          state.keys(), e);
    }
  }

  static void makeUnlessThere(Path file) throws IOException, GeneralSecurityException {
    if (Files.exists(file)) {
      return;
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(BITS);
    byte[] encoded = generator.generateKeyPair().getPrivate().getEncoded();
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(64, newline).encodeToString(encoded);
    writePrivately(file, BEGIN + "\n" + body + "\n" + END + "\n");
  }

  static KeyPair read(Path file) throws IOException, GeneralSecurityException {
    String text = Files.readString(file).replace(BEGIN, "").replace(END, "");
    KeyFactory factory = KeyFactory.getInstance("RSA");
    PrivateKey key =
        factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text)));
    if (!(key instanceof RSAPrivateCrtKey rsa)) {
      throw new GeneralSecurityException("expected an RSA private key in " + file);
    }
    return new KeyPair(
        factory.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())),
        key);
  }

  private void registerUser(PublicKey key) throws IOException {
    Path file = state.etc().resolve(USERS_FILE);
    String roles = "admin,manager,viewer,systembundles,ssh";
    String line = USER + "=" + openSsh((RSAPublicKey) key) + "," + roles;
    StringBuilder text = new StringBuilder();
    if (Files.exists(file)) {
      Files.readAllLines(file).stream()
          .filter(other -> !other.startsWith(USER + "="))
          .forEach(other -> text.append(other).append('\n'));
    } else {
      text.append("# Who may use the shell over ssh: name=public key in base64,role,role...\n");
    }
    String wanted = text.append(line).append('\n').toString();
    if (!Files.exists(file) || !Files.readString(file).equals(wanted)) {
      writePrivately(file, wanted);
    }
  }

  /** The key as RFC 4253 writes it, in base64: the second word of an OpenSSH public key file. */
  static String openSsh(RSAPublicKey key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (byte[] part :
          new byte[][] {
            "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
            key.getPublicExponent().toByteArray(),
            key.getModulus().toByteArray()
          }) {
        out.writeInt(part.length);
        out.write(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static void writePrivately(Path file, String text) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary);
    StateDirectory.restrict(temporary, "rw-------");
    Files.writeString(temporary, text);
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
