package io.qbrain.checks;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A small bundle, compiled from one source file, that exports the package {@code agreed}. */
record ApiJar(Path file) {

  static final String PACKAGE = "agreed";

  static ApiJar compile(Path folder, String version, String type, String source) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path file = sources.resolve(type + ".java");
    Files.writeString(file, source);
    compile(file, classes);
    return pack(folder.resolve("agreed.jar"), version, classes);
  }

  private static void compile(Path source, Path classes) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  List.of(
                      "--release",
                      "17",
                      "-proc:none",
                      "-d",
                      classes.toString(),
                      "-classpath",
                      System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(complaints.toString()).isTrue();
    }
  }

  private static ApiJar pack(Path file, String version, Path classes) throws Exception {
    try (Builder builder = new Builder()) {
      builder.setProperty("Bundle-SymbolicName", PACKAGE);
      builder.setProperty("Bundle-Version", "0.1.0");
      builder.setProperty("Export-Package", PACKAGE + ";version=" + version);
      builder.addClasspath(classes.toFile());
      try (Jar jar = builder.build()) {
        assertThat(builder.getErrors()).isEmpty();
        jar.write(file.toFile());
      }
    }
    return new ApiJar(file);
  }
}
