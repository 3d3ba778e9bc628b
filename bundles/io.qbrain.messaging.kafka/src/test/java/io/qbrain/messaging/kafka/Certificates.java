package io.qbrain.messaging.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Keys and certificates, made by the JDK's keytool.
 *
 * @param broker the broker's key and certificate, for 127.0.0.1 alone
 * @param brokerTrusts what the broker believes of clients
 * @param trusted the broker's certificate, as PEM
 * @param ofClient a client's certificate and key, as PEM
 * @param stranger the certificate of somebody else, as PEM
 */
record Certificates(Path broker, Path brokerTrusts, Path trusted, Path ofClient, Path stranger) {
  /** Of all key stores; they hold nothing that is worth a better one. */
  static final String PASSWORD = "changeit";

  static Certificates in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path broker = key(folder, "broker", "SAN=ip:127.0.0.1");
    Path client = key(folder, "client", "EKU=clientAuth");
    Path stranger = key(folder, "stranger", "SAN=ip:127.0.0.1");
    Path trusted = certificate(folder, broker, "broker");
    Path clientCertificate = certificate(folder, client, "client");
    Path brokerTrusts = folder.resolve("trusts.p12").toAbsolutePath();
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "client",
        "-file",
        clientCertificate.toString(),
        "-keystore",
        brokerTrusts.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
    Path ofClient = folder.resolve("client-with-key.pem").toAbsolutePath();
    Files.writeString(ofClient, key(client, "client") + Files.readString(clientCertificate));
    return new Certificates(
        broker, brokerTrusts, trusted, ofClient, certificate(folder, stranger, "stranger"));
  }

  private static Path key(Path folder, String name, String extension) throws IOException {
    Path store = folder.resolve(name + ".p12").toAbsolutePath();
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=" + name,
        "-ext",
        extension,
        "-validity",
        "30",
        "-keystore",
        store.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
    return store;
  }

  private static Path certificate(Path folder, Path store, String name) throws IOException {
    Path pem = folder.resolve(name + ".pem").toAbsolutePath();
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        name,
        "-file",
        pem.toString(),
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    return pem;
  }

  private static String key(Path store, String name) throws IOException {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      byte[] key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static void keytool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
