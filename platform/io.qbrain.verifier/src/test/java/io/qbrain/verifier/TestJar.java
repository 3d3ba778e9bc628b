package io.qbrain.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds jars byte by byte, so that they may be wrong in any way. */
final class TestJar {
  static final String COMPONENT = "OSGI-INF/com.example.trend.TrendFactory.xml";

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  /** A jar that is accepted. */
  static TestJar good() {
    return new TestJar()
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", "com.example.trend")
        .header("Bundle-Version", "1.4.2")
        .header(
            "Import-Package",
            "java.lang,io.qbrain.model;version=\"[1.0,2)\",io.qbrain.strategy;version=\"[1.0,2)\"")
        .header(
            "Require-Capability",
            "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\",osgi.extender;filter:=\""
                + "(&(osgi.extender=osgi.component)(version>=1.5.0)(!(version>=2.0.0)))\"")
        .header(
            "Provide-Capability",
            "osgi.service;objectClass:List<String>=\"io.qbrain.strategy.StrategyFactory\"")
        .header("Service-Component", COMPONENT)
        .entry(COMPONENT, component("TrendFactory", ""))
        .type("TrendFactory");
  }

  static String component(String type, String more) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- made by hand -->
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="com.example.%1$s">
          <property name="text" value="a &amp; b">c</property>
          <service><provide interface='io.qbrain.strategy.StrategyFactory'/></service>
          %2$s<implementation class="com.example.trend.%1$s"/>
        </scr:component>
        """
        .formatted(type, more);
  }

  TestJar header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  TestJar without(String name) {
    headers.remove(name);
    entries.remove(name);
    return this;
  }

  TestJar entry(String name, byte[] content) {
    entries.put(name, content);
    return this;
  }

  TestJar entry(String name, String content) {
    return entry(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds the compiled class of a factory. */
  TestJar type(String simpleName) {
    String path = "com/example/trend/" + simpleName + ".class";
    return entry(path, classFile(path));
  }

  static byte[] classFile(String path) {
    try (InputStream in = TestJar.class.getClassLoader().getResourceAsStream(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    StringBuilder manifest = new StringBuilder("Manifest-Version: 1.0\n");
    headers.forEach((name, value) -> manifest.append(folded(name + ": " + value)));
    return headers.isEmpty() ? bytesWith("") : bytesWith(manifest.append('\n').toString());
  }

  /** The jar with this text as its manifest. */
  byte[] bytesWith(String manifest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      if (!manifest.isEmpty()) {
        zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
        zip.write(manifest.getBytes(StandardCharsets.UTF_8));
      }
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String folded(String line) {
    StringBuilder folded = new StringBuilder();
    for (int i = 0; i < line.length(); i += 60) {
      folded.append(i == 0 ? "" : " ").append(line, i, Math.min(line.length(), i + 60));
      folded.append('\n');
    }
    return folded.toString();
  }

  /** Replaces a name by another of the same length, wherever it stands in the archive. */
  static byte[] renamed(byte[] jar, String from, String to) {
    String text = new String(jar, StandardCharsets.ISO_8859_1);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }
}
