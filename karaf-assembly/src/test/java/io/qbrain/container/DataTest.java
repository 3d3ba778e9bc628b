package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator brings history into the running platform, looks for gaps, takes it out, records a
 * feed, fetches from InfluxDB, and adds Parquet.
 */
@OnPlatform
class DataTest {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Path INFLUXD = Path.of("/usr/bin/influxd");
  private static final Instant BEGIN = Instant.parse("2024-01-02T14:30:00Z");

  private final Path folder;

  DataTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static String run(Platform platform, String command) {
    Answer answer = platform.shell(command);
    assertThat(answer.exitCode()).as(command + ": " + answer.output()).isZero();
    return answer.output();
  }

  private static Path file(Platform platform, String name) throws IOException {
    return Files.createDirectories(platform.home().resolve("data")).resolve(name);
  }

  /** Ten minutes, of which one is missing, one comes twice and one cannot be. */
  private static String bars() {
    StringBuilder text = new StringBuilder("time,open,high,low,close,volume\n");
    for (int i = 0; i < 10; i++) {
      String time = BEGIN.plusSeconds(60L * i).toString();
      if (i != 4) {
        text.append(time).append(",10.1,10.5,").append(i == 7 ? "11" : "9.9").append(",10.2,3\n");
      }
      if (i == 5) {
        text.append(time).append(",10.1,10.5,9.9,10.2,3\n");
      }
    }
    return text.toString();
  }

  @Test
  void historyComesInGapsAreSeenAndItGoesOut(Platform platform) throws Exception {
    Files.writeString(file(platform, "minutes.csv"), bars());

    assertThat(run(platform, "data:import DATA.TEST:1m=minutes.csv"))
        .contains("DONE", "8 rows added", "minutes.csv:7: expected a bar closing after")
        .contains("minutes.csv:9: expected low", "refused lines are in");
    assertThat(run(platform, "data:import DATA.TEST:1m=minutes.csv"))
        .contains("0 rows added, 8 known");
    assertThat(run(platform, "data:list")).containsPattern("DATA.TEST:1m +\\| +8 ");
    assertThat(platform.shell("data:gaps DATA.TEST:1m").output())
        .contains("DATA.TEST:1m: 8 rows, 2 missing in 2 gaps");
    run(platform, "data:export DATA.TEST:1m minutes.csv.gz");
    assertThat(file(platform, "minutes.csv.gz")).exists();
    assertThat(platform.shell("data:export DATA.TEST:1m minutes.csv.gz").output())
        .contains("FAILED", "that is there already");
    assertThat(platform.shell("data:export DATA.TEST:1m ../out.csv").output())
        .contains("expected the name of a new file in the data folder");

    String begun =
        platform
            .send(
                platform
                    .api("/data/imports")
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"data\": \"BACK.TEST:1m=minutes.csv.gz?stamp=close\"}")))
            .body();
    Matcher id = Pattern.compile("\"id\" *: *\"(data-\\d+)\"").matcher(begun);
    assertThat(id.find()).as(begun).isTrue();
    platform.await(
        "the import by REST is done",
        WITHIN,
        () ->
            platform.send(platform.api("/data/jobs/" + id.group(1)).GET()).body().contains("DONE"));
    assertThat(platform.send(platform.api("/data/gaps?series=BACK.TEST:1m").GET()).body())
        .containsPattern("\"rows\" *: *8\\b");
  }

  @Test
  void whatAFeedBringsIsRecorded(Platform platform) throws Exception {
    StringBuilder text = new StringBuilder("Date,Open,High,Low,Close,Volume\n");
    for (int day = 0; day < 50; day++) {
      text.append(LocalDate.of(2001, 1, 1).plusDays(day)).append(",1,1,1,1,1\n");
    }
    Path bars = Files.writeString(folder.resolve("bars.csv"), text);
    Path configuration = platform.home().resolve("etc/io.qbrain.feed.file-recorded.cfg");
    Files.writeString(
        configuration,
        String.join(
            "\n",
            "name = recorded",
            "instrument = RECORDED.TEST",
            "bars = 1d",
            "path = " + bars,
            "options = tz=UTC",
            "pace = 100/s",
            "record = true",
            ""));
    try {
      platform.await(
          "all bars of the feed are in the store",
          WITHIN,
          () -> run(platform, "data:list").matches("(?s).*RECORDED.TEST:1d +\\| +50 .*"));
      assertThat(run(platform, "platform:status")).contains("recorder");
    } finally {
      Files.delete(configuration);
      platform.await(
          "the feed has gone", WITHIN, () -> !run(platform, "feed:list").contains("recorded "));
    }
  }

  @Test
  void parquetIsAddedUsedAndTakenOut(Platform platform) throws Exception {
    Files.writeString(file(platform, "parquet.csv"), bars());
    run(platform, "data:import PARQ.TEST:1m=parquet.csv");
    assertThat(platform.shell("data:export PARQ.TEST:1m before.parquet").output())
        .contains("FAILED", "Parquet is an optional part that is not installed");

    Path jar =
        Stream.of(System.getProperty("java.class.path").split(":"))
            .map(Path::of)
            .filter(path -> path.getFileName().toString().startsWith("duckdb_jdbc"))
            .findFirst()
            .orElseThrow();
    Path added = Platform.DISTRIBUTION.resolve("system/org/duckdb");
    Path none = Files.writeString(folder.resolve("none.parquet"), "PAR1");
    assertThat(backtest("CLI.TEST:1m=" + none))
        .contains("qbrain add parquet")
        .doesNotContain("Exception");
    try {
      assertThat(onCommandLine("add", "parquet", jar.toString()))
          .contains("reads and writes it now");
      assertThat(onCommandLine("add", "parquet", "/no/such.jar")).contains("There is no");
      run(platform, "feature:install -r qbrain-parquet");
      platform.await(
          "the export is done",
          WITHIN,
          () -> platform.shell("data:export PARQ.TEST:1m out.parquet").output().contains("DONE"));
      assertThat(run(platform, "data:import PARQ.TEST:1m=out.parquet?stamp=close"))
          .contains("0 rows added, 8 known");
      String store = folder.resolve("store").toString();
      String series = "CLI.TEST:1m=" + file(platform, "out.parquet") + "?stamp=close";
      assertThat(onCommandLine("data", "import", series, "--store", store))
          .contains("8 rows added");
      Path out = folder.resolve("again.parquet");
      assertThat(onCommandLine("data", "export", "CLI.TEST:1m", out.toString(), "--store", store))
          .contains("8 rows in");
      assertThat(backtest(series)).contains("8 bars of 8 rows");
    } finally {
      platform.shell("feature:uninstall -r qbrain-parquet");
      remove(added);
    }
    assertThat(platform.shell("data:export PARQ.TEST:1m after.parquet").output())
        .contains("FAILED", "not installed");
  }

  private String backtest(String data) throws Exception {
    String jar = Samples.smaCross().toString();
    String instrument = "instrument=CLI.TEST";
    return onCommandLine(
        "backtest", jar, "--data", data, "--param", instrument, "--param", "bars=1m");
  }

  private static void remove(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private String onCommandLine(String... words) throws Exception {
    Path output = folder.resolve("output.txt");
    Files.deleteIfExists(output);
    Process process = Platform.script(Map.of("QBRAIN_HOME", folder.toString()), output, words);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }

  @Test
  void historyIsFetchedFromInfluxDb(Platform platform) throws Exception {
    assumeTrue(Files.isExecutable(INFLUXD), "no " + INFLUXD + " (Debian's package influxdb)");
    int port = freePort();
    Process server = influx(port, freePort());
    Path configuration = platform.home().resolve("etc/io.qbrain.data.influx.cfg");
    try {
      platform.await("InfluxDB answers", WITHIN, () -> send(port, "/ping", "") == 204);
      Files.writeString(
          configuration,
          "url = http://127.0.0.1:" + port + "\ncoarse_specs = 1h\nretention_days = 0\n");
      platform.await(
          "the platform uses it",
          WITHIN,
          () -> run(platform, "platform:status").matches("(?s).*influxdb +\\|[^\n]*UP.*"));
      assertThat(run(platform, "task:kinds")).contains("influx-downsample");
      StringBuilder points = new StringBuilder();
      for (int i = 1; i <= 120; i++) {
        points.append("bars,instrument=INFLUX.TEST,spec=1m o=100i,h=120i,l=90i,c=110i,v=5i ");
        points.append(BEGIN.plusSeconds(60L * i).getEpochSecond()).append("000000000\n");
      }
      assertThat(send(port, "/write?db=qbrain&rp=qbrain", points.toString())).isEqualTo(204);
      assertThat(run(platform, "data:sync INFLUX.TEST:1m")).contains("DONE", "120 rows fetched");
      assertThat(run(platform, "data:gaps INFLUX.TEST:1m")).contains("120 rows");
    } finally {
      Files.deleteIfExists(configuration);
      platform.await(
          "the platform has let it go",
          WITHIN,
          () -> !run(platform, "platform:status").contains("influxdb"));
      server.destroy();
      server.waitFor();
    }
  }

  private Process influx(int port, int rpcPort) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("influxdb.conf"),
            """
            reporting-disabled = true
            bind-address = "127.0.0.1:%d"
            [meta]
              dir = "%s/meta"
            [data]
              dir = "%s/data"
              wal-dir = "%s/wal"
            [http]
              bind-address = "127.0.0.1:%d"
              log-enabled = false
            """
                .formatted(rpcPort, folder, folder, folder, port));
    return new ProcessBuilder(INFLUXD.toString(), "-config", config.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("influxd.log").toFile())
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static int send(int port, String path, String body) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    try {
      return HttpClient.newHttpClient()
          .send(
              (body.isEmpty() ? request : request.POST(HttpRequest.BodyPublishers.ofString(body)))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0; // Not yet.
    }
  }
}
