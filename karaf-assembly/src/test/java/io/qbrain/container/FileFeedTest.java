package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody trades on bars of the past: the simulator is off, two files are fed at a pace, one in
 * each layout, and a strategy trades on either. A third feed asks an HTTP server.
 */
class FileFeedTest {
  private static final Duration WITHIN = Duration.ofSeconds(90);
  private static final int DAYS = 4_000;

  /** Feeds of one pace keep one clock, so neither is behind, however fast they are. */
  private static final String PACE = "100/s";

  private static final String POLLED =
      """
      Date;Open;High;Low;Close;Volume
      2001-01-02T00:00:00Z;10;11;9;10;5
      2001-01-03T00:00:00Z;10;11;9;10.5;5
      2001-01-04T00:00:00Z;10;11;9;10.25;5
      """;

  private final Path folder;
  private final HttpServer server;
  private Platform platform;

  FileFeedTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Path home = folder.resolve("home");
    Path etc = Files.createDirectories(home.resolve("etc"));
    Files.writeString(etc.resolve("io.qbrain.demo.cfg"), "# Nothing.\n");
    feed(etc, "table", "CSVX.TEST", writeCsv(folder.resolve("bars.csv")), "tz=UTC");
    feed(etc, "archive", "LEANX.TEST", writeZip(folder.resolve("leanx.zip")), "layout=lean");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext("/", FileFeedTest::answer);
    server.start();
    polled(etc, server.getAddress().getPort());
    platform = Platform.start(home, Map.of("QBRAIN_SIMULATOR", "false"));
  }

  @AfterEach
  void end() throws Exception {
    platform.close();
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = POLLED.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void polled(Path etc, int port) throws IOException {
    Files.writeString(
        etc.resolve("io.qbrain.feed.http-polled.cfg"),
        String.join(
            "\n",
            "name = polled",
            "instrument = HTTPX.TEST",
            "url = http://127.0.0.1:" + port + "/bars",
            "every = 1s",
            "kind = bars",
            "bars = 1d",
            "format = csv",
            "separator = ;",
            "fields = time=Date,open=Open,high=High,low=Low,close=Close,volume=Volume",
            "maxOrderQuantity = 1000",
            ""));
  }

  @Test
  void strategiesTradeOnFilesOfEitherLayout() throws Exception {
    assertThat(run("feed:list")).containsPattern("sim +\\|.*OFF");
    assertThat(run("platform:status")).contains("OFF");
    platform.await(
        "the polled feed has brought its three bars once",
        WITHIN,
        () ->
            run("feed:list -o csv --no-format")
                .lines()
                .anyMatch(line -> line.matches("polled,RUNNING,http:[^,]*,HTTPX.TEST,3,0,0,.*")));
    run("strategy:install file:" + Samples.smaCross());
    trade("csv", "CSVX.TEST");
    trade("lean", "LEANX.TEST");
    platform.await(
        "both instances have fills of the files' days",
        WITHIN,
        () -> ofThePast(fills("csv")) && ofThePast(fills("lean")));
    run("strategy:stop csv");
    run("strategy:stop lean");
    assertThat(run("order:list -o csv")).doesNotContain("DENIED");
    assertThat(run("ledger:verify")).contains("everything agrees");
    assertThat(platform.log()).noneMatch(line -> line.contains("\"ERROR\""));
  }

  private void trade(String id, String instrument) {
    run(
        "strategy:create %s sma-cross@1.0.0 --param instrument=%s --param bars=1d --param size=10 --param period=2"
            .formatted(id, instrument));
    run("strategy:start " + id);
  }

  private String fills(String id) {
    return run("order:fills --instance " + id + " -o csv --no-format");
  }

  private static boolean ofThePast(String fills) {
    return fills.lines().filter(line -> line.matches("20(0\\d|1[01])-.*")).count() > 2;
  }

  private String run(String command) {
    Answer answer = platform.shell(command);
    assertThat(answer.exitCode()).as(command + ": " + answer.output()).isZero();
    return answer.output();
  }

  private static void feed(Path etc, String name, String instrument, Path file, String options)
      throws IOException {
    Files.writeString(
        etc.resolve("io.qbrain.feed.file-" + name + ".cfg"),
        String.join(
            "\n",
            "name = " + name,
            "instrument = " + instrument,
            "bars = 1d",
            "path = " + file,
            "options = " + options,
            "pace = " + PACE,
            "maxOrderQuantity = 1000",
            ""));
  }

  /** A price that crosses its own average all the time. */
  private static long cents(int day) {
    return 10_000L + 100 * (day % 7) - 50 * (day % 3);
  }

  private static Path writeCsv(Path file) throws IOException {
    StringBuilder text = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    for (int day = 0; day < DAYS; day++) {
      String price = "%d.%02d".formatted(cents(day) / 100, cents(day) % 100);
      text.append(java.time.LocalDate.of(2001, 1, 1).plusDays(day));
      text.append((',' + price).repeat(4)).append(",1000\n");
    }
    return Files.writeString(file, text);
  }

  private static Path writeZip(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int day = 0; day < DAYS; day++) {
      text.append(java.time.LocalDate.of(2001, 1, 1).plusDays(day).toString().replace("-", ""));
      text.append(" 00:00").append(("," + cents(day) * 100).repeat(4)).append(",1000\n");
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("leanx.csv"));
      zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return file;
  }
}
