package io.qbrain.feed.camel;

import java.io.File;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.util.UnsafeUriCharactersEncoder;

/**
 * The route of a file feed: a consumer that finds the files of a path, in order of names, each
 * once, and leaves them where they are; files that appear later are found, too.
 */
final class FileRoute extends RouteBuilder {
  private static final int REMEMBERED_FILES = 100_000;
  private static final int POLL_MS = 1_000;

  /** Takes the files that the route finds. */
  interface Reader {
    /**
     * Reads a file; throws nothing.
     *
     * @param last whether no other file is there at present
     */
    void read(Path file, boolean last);
  }

  private final String name;
  private final Path path;
  private final Reader reader;

  FileRoute(String name, Path path, Reader reader) {
    this.name = name;
    this.path = path.toAbsolutePath().normalize();
    this.reader = reader;
  }

  @Override
  public void configure() throws Exception {
    from(endpoint()).routeId("feed-" + name).removeHeaders("*").process(this::read);
  }

  private Endpoint endpoint() throws Exception {
    Path folder = path.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("expected a file, found " + path);
    }
    getContext()
        .getRegistry()
        .bind("byName", Comparator.comparing((GenericFile<File> found) -> found.getFileName()));
    getContext()
        .getRegistry()
        .bind("once", MemoryIdempotentRepository.memoryIdempotentRepository(REMEMBERED_FILES));
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("antInclude", String.valueOf(path.getFileName()));
    parameters.put("antFilterCaseSensitive", "true");
    parameters.put("autoCreate", "false");
    parameters.put("delay", String.valueOf(POLL_MS));
    parameters.put("idempotentRepository", "#once");
    parameters.put("initialDelay", "0");
    parameters.put("noop", "true");
    parameters.put("readLock", "none");
    parameters.put("sorter", "#byName");
    parameters.put("startingDirectoryMustExist", "true");
    String uri = "file:" + UnsafeUriCharactersEncoder.encode(folder.toString());
    return getContext().getComponent("file", FileComponent.class).createEndpoint(uri, parameters);
  }

  private void read(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof GenericFile<?> file) {
      boolean last = Boolean.TRUE.equals(exchange.getProperty(Exchange.BATCH_COMPLETE));
      reader.read(Path.of(file.getAbsoluteFilePath()), last);
    }
  }
}
