package io.qbrain.tasks.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.qbrain.port.SeriesId;
import io.qbrain.port.TaskCanceled;
import io.qbrain.series.store.ColumnStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataUpdateKindTest {
  private static final String HEADER = "date,open,high,low,close,volume\n";
  private static final String FRIDAY = "2026-01-02,100,110,90,105,1000\n";
  private static final String MONDAY = "2026-01-05,105,111,101,108,1200\n";
  private static final String IMPOSSIBLE = "2026-01-06,105,90,101,108,1200\n";
  private static final SeriesId DAILY = SeriesId.parse("SPY.ARCA:1d");

  private final OneRun run = new OneRun("2026-01-07T02:30:00Z", "UTC");
  private Path data;
  private ColumnStore store;
  private DataUpdateKind kind;
  private HttpServer server;
  private volatile String served = "";
  private volatile int status = 200;

  @BeforeEach
  void prepare(@TempDir Path folder) throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    store = new ColumnStore(folder.resolve("series"));
    kind = new DataUpdateKind(data, store);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/spy.csv",
        exchange -> {
          byte[] body = served.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/spy.csv";
  }

  private Map<String, String> update(String url) throws Exception {
    return kind.run(
        new DataUpdateKind.Parameters("SPY.ARCA:1d=spy.csv", url, "us-equities", false), run);
  }

  @Test
  void bringsWhatIsNewOfAFileAndQuarantinesWhatCannotBe() throws Exception {
    Files.writeString(data.resolve("spy.csv"), HEADER + FRIDAY + MONDAY + IMPOSSIBLE);
    assertThat(update(" "))
        .containsEntry("added", "2")
        .containsEntry("known", "0")
        .containsEntry("refused", "1");
    assertThat(store.find(DAILY).orElseThrow().rows()).isEqualTo(2);
    assertThat(Files.readString(data.resolve("spy.csv.quarantine"))).contains("2026-01-06,105,90");
    assertThat(run.fact("refused")).isEqualTo("1");
    assertThat(run.only().tables().get(1).rows().get(0)).contains("IMPOSSIBLE");

    assertThat(update(" ")).containsEntry("added", "0").containsEntry("known", "2");
    assertThat(store.find(DAILY).orElseThrow().rows()).isEqualTo(2);
  }

  @Test
  void fetchesTheFileFirst() throws Exception {
    served = HEADER + FRIDAY;
    assertThat(update(url())).containsEntry("added", "1");
    served = HEADER + FRIDAY + MONDAY;
    assertThat(update(url())).containsEntry("added", "1").containsEntry("known", "1");
    assertThat(store.find(DAILY).orElseThrow().rows()).isEqualTo(2);
    assertThat(data.resolve("spy.csv.part")).doesNotExist();
  }

  @Test
  void aServerThatRefusesLeavesTheFileAsItWas() throws Exception {
    served = HEADER + FRIDAY;
    update(url());
    status = 503;
    assertThatThrownBy(() -> update(url())).hasMessageContaining("expected status 200", "503");
    assertThat(Files.readString(data.resolve("spy.csv"))).isEqualTo(HEADER + FRIDAY);
  }

  @Test
  void isEndedByACancellation() throws IOException {
    Files.writeString(data.resolve("spy.csv"), HEADER + FRIDAY);
    run.canceled = true;
    assertThatThrownBy(() -> update(" ")).isInstanceOf(TaskCanceled.class);
    assertThat(store.find(DAILY)).isEmpty();
  }

  @Test
  void refusesOtherAddressesAndFilesOutsideOfTheDataFolder() {
    assertThatThrownBy(
            () -> new DataUpdateKind.Parameters("SPY.ARCA:1d=a.csv", "file:///etc/x", " ", false))
        .hasMessageContaining("expected an address such as https")
        .hasMessageContaining("file:///etc/x");
    assertThatThrownBy(
            () ->
                kind.run(
                    new DataUpdateKind.Parameters("SPY.ARCA:1d=../spy.csv", url(), " ", false),
                    run))
        .hasMessageContaining("in the data folder");
  }
}
