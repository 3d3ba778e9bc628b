package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis, Kafka and feeds from elsewhere inside the container, while the platform runs. */
@OnPlatform
class MessagingTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  private final Path folder;
  private final List<Path> written = new ArrayList<>();

  MessagingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void takeFilesAway() throws IOException {
    for (Path file : written) {
      Files.deleteIfExists(file);
    }
  }

  private static String run(Platform platform, String command) {
    Answer answer = platform.shell(command);
    assertThat(answer.exitCode()).as(command + ": " + answer.output()).isZero();
    return answer.output();
  }

  private static void killAndResume(Platform platform, String reason) {
    run(platform, "risk:kill account:paper --yes --reason " + reason);
    run(platform, "risk:resume account:paper --confirm account:paper --reason " + reason);
  }

  /** Reads a stream page by page: what tests before this one have left in it may be long. */
  private static List<String> messages(Platform platform, String stream, String reason) {
    List<String> found = new ArrayList<>();
    List<String> page = page(platform, stream, "");
    while (!page.isEmpty()) {
      page.stream().filter(line -> line.contains(reason)).forEach(found::add);
      String last = page.get(page.size() - 1);
      page = page(platform, stream, " --after " + last.substring(0, last.indexOf(',')));
    }
    return found;
  }

  /** Returns nothing where the server is away. */
  private static List<String> page(Platform platform, String stream, String after) {
    Answer answer =
        platform.shell("stream:read " + stream + " --limit 1000 -o csv --no-format" + after);
    return answer.exitCode() == 0 ? answer.output().lines().toList() : List.of();
  }

  private static String status(Platform platform, String part) {
    return run(platform, "platform:status -o csv")
        .lines()
        .filter(line -> line.startsWith(part + ","))
        .findFirst()
        .orElse("");
  }

  private void feed(Platform platform, String pid, String... lines) throws IOException {
    Path file = platform.home().resolve("etc/io.qbrain.feed." + pid + ".cfg");
    written.add(file);
    Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private static String feedLine(Platform platform, String name) {
    return run(platform, "feed:list -o csv --no-format")
        .lines()
        .filter(line -> line.startsWith(name + ","))
        .findFirst()
        .orElse("");
  }

  private static ProcessHandle redis(Platform platform) {
    return platform
        .process()
        .descendants()
        .filter(p -> p.info().command().orElse("").contains("redis-server"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRedisThatIsKilledComesBackWithWhatTheAccountDidMeanwhile(Platform platform)
      throws Exception {
    platform.await("redis is up", SOON, () -> status(platform, "redis").contains("UP"));
    killAndResume(platform, "before-it");
    platform.await(
        "the account's stream has both",
        SOON,
        () -> messages(platform, "account.paper", "before-it").size() == 2);
    assertThat(run(platform, "stream:info")).contains("account.paper", "market");
    ProcessHandle killed = redis(platform);
    killed.destroyForcibly();
    killed.onExit().get();
    killAndResume(platform, "without-it");
    assertThat(run(platform, "platform:status -o csv")).contains("Ready,yes");
    platform.await(
        "the streams are filled again",
        SOON,
        () -> messages(platform, "account.paper", "without-it").size() >= 2);
    platform.await(
        "no alert is lost",
        SOON,
        () ->
            messages(platform, "alerts", "before-it").size()
                    + messages(platform, "alerts", "without-it").size()
                == 4);
    assertThat(messages(platform, "account.paper", "before-it")).hasSize(2);
    assertThat(redis(platform).pid()).isNotEqualTo(killed.pid());
    platform.await("redis is up again", SOON, () -> status(platform, "redis").contains("UP"));
  }

  @Test
  void kafkaGetsTheEventsAndGivesMarketData(Platform platform) throws Exception {
    Path file = platform.home().resolve("etc/io.qbrain.messaging.kafka.cfg");
    String before = Files.readString(file);
    try (KafkaBroker broker = KafkaBroker.start(folder)) {
      Files.writeString(file, "servers = " + broker.address() + "\nprefix = t.\npartitions = 1\n");
      broker.send("ticks", "K", trade(Instant.parse("2026-01-05T15:00:01Z")));
      feed(
          platform,
          "kafka-k",
          "name = k",
          "topic = ticks",
          "from = earliest",
          "instrument = KAFKAX.TEST",
          "time = iso");
      platform.await(
          "the feed has brought the trade",
          SOON,
          () -> feedLine(platform, "k").startsWith("k,RUNNING,Kafka topic ticks,KAFKAX.TEST,1,0,"));
      killAndResume(platform, "for-kafka");
      platform.await(
          "the relay has sent both",
          SOON,
          () ->
              broker.values("t.audit").stream()
                      .filter(
                          value -> value.contains("kill.changed") && value.contains("for-kafka"))
                      .count()
                  == 2);
      assertThat(run(platform, "events:list audit --log kafka --limit 1000"))
          .contains("kill.changed");
      assertThat(run(platform, "events:readers")).contains("kafka", "alerts");
    } finally {
      Files.writeString(file, before);
    }
    platform.await(
        "kafka is off again", SOON, () -> !status(platform, "kafka").contains("127.0.0.1"));
  }

  private static String trade(Instant time) {
    return "{\"time\":\"" + time + "\",\"price\":\"100.5\",\"quantity\":\"2\"}";
  }

  @Test
  void aWebSocketAndRoutesOfAnotherBundleAreFeeds(Platform platform) throws Exception {
    Instant first = Instant.parse("2026-01-05T15:00:01Z");
    try (TickerSocket socket =
        new TickerSocket(List.of(trade(first), "{}", trade(first.plusSeconds(1))))) {
      feed(
          platform,
          "websocket-w",
          "name = w",
          "instrument = SOCKETX.TEST",
          "url = " + socket.url(),
          "silenceLimit = 2s",
          "fields = time=time,price=price,quantity=quantity");
      String installed = run(platform, "bundle:install -s file:" + theirBundle());
      String id = installed.replaceAll("\\D", "");
      platform.await(
          "both have brought what there is",
          SOON,
          () ->
              feedLine(platform, "w").matches("w,RUNNING,ws:.*,SOCKETX.TEST,2,1,.*")
                  && feedLine(platform, "theirs").matches("theirs,RUNNING,.*,ROUTEX.TEST,5,15,.*"));
      platform.await(
          "the silence of the socket is told",
          SOON,
          () ->
              run(platform, "events:list system --limit 1000").contains("feed.silent")
                  && !messages(platform, "alerts", "feed.silent").isEmpty());
      run(platform, "bundle:uninstall " + id);
      assertThat(feedLine(platform, "theirs")).isEmpty();
      assertThat(feedLine(platform, "w")).contains("RUNNING");
    }
  }

  /** A bundle as somebody's build makes it: the routes, and the component that registers them. */
  private Path theirBundle() throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", "their.routes");
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue(
        "Import-Package",
        "org.apache.camel;version=\"[4.14,5)\",org.apache.camel.builder;version=\"[4.14,5)\","
            + "org.apache.camel.model;version=\"[4.14,5)\","
            + "org.apache.camel.spi;version=\"[4.14,5)\"");
    main.putValue("Service-Component", "OSGI-INF/routes.xml");
    Path jar = folder.resolve("their-routes.jar");
    String name = TheirRoutes.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream routes =
            Objects.requireNonNull(TheirRoutes.class.getResourceAsStream("/" + name))) {
      entry(out, name, routes.readAllBytes());
      entry(
          out,
          "OSGI-INF/routes.xml",
          """
          <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="their.routes">
            <implementation class="io.qbrain.container.TheirRoutes"/>
            <service><provide interface="org.apache.camel.RoutesBuilder"/></service>
            <property name="qbrain.feed" value="theirs"/>
            <property name="qbrain.feed.instruments" value="ROUTEX.TEST"/>
            <property name="qbrain.feed.kind" value="trades"/>
          </scr:component>
          """
              .getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static void entry(OutputStream out, String name, byte[] content) throws IOException {
    JarOutputStream jar = (JarOutputStream) out;
    jar.putNextEntry(new ZipEntry(name));
    jar.write(content);
    jar.closeEntry();
  }
}
