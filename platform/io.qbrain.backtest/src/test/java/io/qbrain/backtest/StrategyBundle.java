package io.qbrain.backtest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes the bundle of a factory in com.example.trend, as bnd would. */
final class StrategyBundle {
  private StrategyBundle() {}

  static Path of(Path folder, String factory, String spiRange, String... classes)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "com.example.trend");
    main.putValue("Bundle-Version", "1.4.2");
    main.putValue(
        "Import-Package",
        "io.qbrain.indicators;version=\"[1.0,2)\",io.qbrain.model;version=\"[1.0,2)\","
            + "io.qbrain.strategy;version=\""
            + spiRange
            + "\"");
    main.putValue(
        "Provide-Capability",
        "osgi.service;objectClass:List<String>=\"io.qbrain.strategy.StrategyFactory\"");
    main.putValue("Service-Component", "OSGI-INF/factory.xml");
    Path jar = folder.resolve(factory + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      add(
          out,
          "OSGI-INF/factory.xml",
          """
          <?xml version="1.0" encoding="UTF-8"?>
          <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="factory">
            <service><provide interface="io.qbrain.strategy.StrategyFactory"/></service>
            <implementation class="com.example.trend.%s"/>
          </scr:component>
          """
              .formatted(factory)
              .getBytes(StandardCharsets.UTF_8));
      for (String name : classes) {
        String path = "com/example/trend/" + name + ".class";
        try (InputStream in = StrategyBundle.class.getResourceAsStream("/" + path)) {
          if (in == null) {
            throw new IOException("no class " + path);
          }
          add(out, path, in.readAllBytes());
        }
      }
    }
    return jar;
  }

  static Path trend(Path folder) throws IOException {
    return of(
        folder, "TrendFactory", "[1.0,2)", "TrendFactory", "TrendFactory$1", "TrendFactory$Config");
  }

  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(content);
    out.closeEntry();
  }
}
