package io.qbrain.container.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qbrain.container.Answer;
import io.qbrain.container.Platform;
import io.qbrain.series.store.ColumnStore;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A platform that trades on paper with the sample strategies, and the servers beside it. */
final class Scene implements AutoCloseable {
  static final String ACCOUNT = "paper";
  private static final Duration TRADES_WITHIN = Duration.ofSeconds(120);
  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final int FILLS = 5;
  private static final String FEED = "io.qbrain.feed.simulator-default.cfg";

  private final ObjectMapper json = new ObjectMapper();
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Optional<KafkaBroker> kafka = Optional.empty();
  private Optional<InfluxProcess> influx = Optional.empty();
  private Optional<Books.Place> another = Optional.empty();
  private @Nullable Platform platform;

  /** Starts nothing. */
  Scene(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  Path folder() {
    return folder;
  }

  Path home() {
    return folder.resolve("home");
  }

  /** Sets a variable of the next start. */
  void set(String name, String value) {
    environment.put(name, value);
  }

  /** Reads from another server than the included one. */
  void useDatabase(Books.Place place) {
    another = Optional.of(place);
  }

  KafkaBroker startKafka() throws IOException, InterruptedException {
    KafkaBroker broker = new KafkaBroker(folder.resolve("kafka"));
    kafka = Optional.of(broker);
    set("QBRAIN_KAFKA_SERVERS", broker.address());
    return broker;
  }

  /**
   * Starts the machine's InfluxDB and names it to the platform, which is to record its feed and to
   * copy that to the server; false if there is none.
   */
  boolean startInflux() throws IOException, InterruptedException {
    if (!Files.isExecutable(InfluxProcess.PROGRAM)) {
      return false;
    }
    InfluxProcess started = new InfluxProcess(folder.resolve("influx"));
    influx = Optional.of(started);
    Path etc = Files.createDirectories(home().resolve("etc"));
    Files.writeString(
        etc.resolve("io.qbrain.data.influx.cfg"), "url = " + started.url() + "\nmirror = true\n");
    Path feed = Platform.DISTRIBUTION.resolve("etc").resolve(FEED);
    Files.writeString(
        etc.resolve(FEED), Files.readString(feed).replace("record = false", "record = true"));
    return true;
  }

  /** What the platform has recorded of its feed. */
  ColumnStore recorded() {
    return new ColumnStore(home().resolve("series"));
  }

  Optional<InfluxProcess> influx() {
    return influx;
  }

  Optional<KafkaBroker> kafka() {
    return kafka;
  }

  /** Starts the platform and waits until all its parts are up. */
  Platform start() throws Exception {
    Platform started = Platform.start(home(), environment);
    platform = started;
    return started;
  }

  /** Starts the platform and waits for nothing. */
  Platform launch() throws IOException {
    Platform launched = Platform.launch(home(), environment);
    platform = launched;
    return launched;
  }

  Platform platform() {
    return Objects.requireNonNull(platform, "not started");
  }

  /** Waits until every part is up and the samples have traded. */
  void awaitTrading() throws Exception {
    awaitUp(TRADES_WITHIN);
    platform().await(FILLS + " fills", TRADES_WITHIN, () -> books().fills().size() >= FILLS);
  }

  /** Waits until every part is up, or fails with those that are not. */
  void awaitUp(Duration within) throws Exception {
    try {
      platform().await("every part is up", within, () -> down().isEmpty());
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; down: " + down(), e);
    }
  }

  /** Whether the database answers us: one that was just killed may not have been missed yet. */
  private boolean isReadable() throws IOException {
    try {
      return !books().turns().isEmpty();
    } catch (SQLException e) {
      return false;
    }
  }

  /** Waits for some more fills. */
  void awaitFills(int more, Duration within) throws Exception {
    platform().await("the books can be read", within, this::isReadable);
    int fills = books().fills().size();
    platform().await(more + " more fills", within, () -> books().fills().size() >= fills + more);
  }

  Books.Place database() throws IOException {
    return another.isPresent() ? another.get() : Books.included(platform());
  }

  Books books() throws IOException, SQLException {
    return Books.read(database());
  }

  /** The answer of REST, or empty if there is none in time or it is no success. */
  Optional<JsonNode> rest(String path) {
    try {
      HttpResponse<String> answer = platform().send(platform().api(path).timeout(REQUEST).GET());
      return answer.statusCode() == 200
          ? Optional.of(json.readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** What REST answers to a change, in its own words. */
  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return platform()
        .send(
            platform()
                .api(path)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The parts that are neither up nor off, and why; one part "platform" if nothing answers. */
  Map<String, String> down() {
    Map<String, String> down = new TreeMap<>();
    Optional<JsonNode> status = rest("/platform/status");
    if (status.isEmpty()) {
      down.put("platform", "does not answer");
      return down;
    }
    for (JsonNode part : status.get().get("parts")) {
      String state = part.get("state").asText();
      if (!state.equals("UP") && !state.equals("OFF")) {
        down.put(part.get("name").asText(), part.get("detail").asText());
      }
    }
    return down;
  }

  /** How far the stages are that REST knows of. */
  Map<String, Long> stages() {
    Map<String, Long> counts = new TreeMap<>();
    rest("/feeds")
        .ifPresent(
            feeds -> {
              long events = 0;
              for (JsonNode feed : feeds.get("items")) {
                events += feed.get("events").asLong();
              }
              counts.put("feed events", events);
            });
    rest("/streams/written")
        .ifPresent(
            streams -> {
              for (JsonNode stream : streams.get("items")) {
                counts.put(
                    "messages of stream " + stream.get("stream").asText(),
                    stream.get("written").asLong());
              }
            });
    return counts;
  }

  /** Runs a shell command that must succeed. */
  String shell(String command) {
    Answer answer = platform().shell(command);
    if (!answer.succeeded()) {
      throw new IllegalStateException(command + ": " + answer.output());
    }
    return answer.output();
  }

  /** Stops the platform if it runs. */
  void stop() throws Exception {
    Platform running = platform;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public void close() throws Exception {
    try {
      stop();
    } finally {
      if (kafka.isPresent()) {
        kafka.get().close();
      }
      if (influx.isPresent()) {
        influx.get().close();
      }
    }
  }
}
