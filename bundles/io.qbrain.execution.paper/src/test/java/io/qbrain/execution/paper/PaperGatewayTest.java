package io.qbrain.execution.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Contingency;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.ExecutionReport.Type;
import io.qbrain.model.InstanceId;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Order;
import io.qbrain.model.OrderLink;
import io.qbrain.model.OrderRequest;
import io.qbrain.model.OrderStatus;
import io.qbrain.model.OrderType;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.Replacement;
import io.qbrain.model.Side;
import io.qbrain.model.TimeInForce;
import io.qbrain.model.Times;
import io.qbrain.model.TrailingOffset;
import io.qbrain.port.OrderGateway;
import io.qbrain.port.PortException;
import io.qbrain.simulation.Preset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaperGatewayTest {
  private static final InstrumentId ID = InstrumentId.of("ALPHA.SIM");
  private static final Instant T0 = Instant.parse("2026-01-02T10:00:00Z");

  @TempDir Path folder;
  private final List<ExecutionReport> reports = new ArrayList<>();
  private PaperGateway gateway;

  private final OrderGateway.Listener listener =
      new OrderGateway.Listener() {
        @Override
        public void onReport(ExecutionReport report) {
          reports.add(report);
        }

        @Override
        public Quantity sizeAtFill(Order order, Price price) {
          return Quantity.of(7);
        }
      };

  @BeforeEach
  void connect() {
    connectAfter(0);
  }

  private void connectAfter(long sequence) {
    reports.clear();
    gateway = new PaperGateway(Preset.DEFAULT, folder.resolve("paper/venue.log"));
    gateway.list(Instrument.builder(ID, Currency.USD).build());
    gateway.connect(sequence, listener);
  }

  @AfterEach
  void disconnect() {
    gateway.disconnect();
  }

  private static Order order(String id, OrderRequest request) {
    long now = Times.nanos(T0);
    return Order.of(ClientOrderId.of(id), InstanceId.of("one"), request, now).submitted(now);
  }

  private static Order buy(String id) {
    return order(id, OrderRequest.market(ID, Side.BUY, Quantity.of(10)).withTag("a tag"));
  }

  private static Bar bar(int minute, String open) {
    Price p = Price.parse(open);
    return Bar.of(ID, BarSpec.MINUTE, T0.plusSeconds(60L * minute), p, p, p, p, Quantity.of(1_000));
  }

  @Test
  void fillsMarketOrderAtNextOpenAndReportsInOrder() {
    gateway.submit(buy("paper-1"));
    gateway.onMarket(bar(1, "101"));
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(Type.ACCEPTED, Type.FILL);
    assertThat(reports).extracting(ExecutionReport::venueSequence).containsExactly(1L, 2L);
    assertThat(reports.get(1).price()).isEqualTo(Price.of(101));
    assertThat(reports.get(1).fee()).hasToString("1.00 USD");
  }

  @Test
  void orderSentTwiceIsTakenOnce() {
    gateway.submit(buy("paper-1"));
    gateway.submit(buy("paper-1"));
    gateway.onMarket(bar(1, "101"));
    gateway.submit(buy("paper-1"));
    gateway.onMarket(bar(2, "102"));
    assertThat(reports).hasSize(2);
  }

  @Test
  void afterCrashReportsAgainWhatIsNotDurableAndKeepsWorkingOrders() {
    gateway.submit(buy("paper-1"));
    gateway.submit(
        order("paper-2", OrderRequest.limit(ID, Side.BUY, Quantity.of(5), Price.of(90))));
    gateway.onMarket(bar(1, "101"));
    List<ExecutionReport> before = List.copyOf(reports);

    connectAfter(2);

    assertThat(reports).containsExactly(before.get(2));
    gateway.submit(buy("paper-1"));
    gateway.onMarket(bar(2, "89"));
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(Type.FILL, Type.FILL);
    assertThat(reports.get(1).orderId()).hasToString("paper-2");
    assertThat(reports.get(1).venueSequence()).isEqualTo(4);
    assertThat(reports.get(1).price()).isEqualTo(Price.of(89));
  }

  @Test
  void afterARestartAnOrderIsAsItWasReplacedAndItsListHolds() {
    OrderLink link = new OrderLink(ClientOrderId.of("paper-1"), Contingency.OCO, null);
    Order target =
        listed("paper-1", link, OrderRequest.limit(ID, Side.SELL, Quantity.of(5), Price.of(110)));
    gateway.submit(target);
    gateway.submit(
        listed(
            "paper-2",
            link,
            OrderRequest.stopLimit(ID, Side.SELL, Quantity.of(5), Price.of(90), Price.of(80))
                .withTimeInForce(TimeInForce.DAY)));
    assertThat(
            gateway.replace(
                target.pendingReplace(
                    Replacement.of(Quantity.of(7), Price.of(120), null), Times.nanos(T0))))
        .isTrue();

    connectAfter(3);

    gateway.onMarket(bar(1, "115"));
    assertThat(reports).isEmpty();
    gateway.onMarket(bar(2, "120"));
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(Type.FILL, Type.CANCELED);
    assertThat(reports.get(0).quantity()).isEqualTo(Quantity.of(7));
    assertThat(reports.get(1).orderId()).hasToString("paper-2");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRejectedTriggerLeavesItsListAsItIsAlsoAfterARestart(boolean restarts) {
    ClientOrderId list = ClientOrderId.of("paper-1");
    InstrumentId nobody = InstrumentId.of("NOBODY.SIM");
    gateway.submit(
        listed(
            "paper-1",
            new OrderLink(list, Contingency.OTO, null),
            OrderRequest.market(nobody, Side.BUY, Quantity.of(5))));
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(Type.REJECTED);
    if (restarts) {
      connectAfter(1);
    }
    gateway.submit(
        listed(
            "paper-2",
            new OrderLink(list, Contingency.OUO, list),
            OrderRequest.limit(ID, Side.SELL, Quantity.of(5), Price.of(110))));
    assertThat(reports).last().extracting(ExecutionReport::type).isEqualTo(Type.ACCEPTED);
  }

  private static Order listed(String id, OrderLink link, OrderRequest request) {
    long now = Times.nanos(T0);
    return Order.of(ClientOrderId.of(id), InstanceId.of("one"), request, now)
        .linked(link)
        .submitted(now);
  }

  @Test
  void everyPartOfAnOrderIsInItsLine() {
    OrderRequest request =
        OrderRequest.builder(ID, Side.SELL, OrderType.TRAILING_STOP, Quantity.of(3))
            .trailing(TrailingOffset.percent("1.5"))
            .timeInForce(TimeInForce.GTD)
            .expireNanos(Times.nanos(T0) + 7)
            .tag("a tag")
            .build();
    Order order =
        listed(
            "paper-9",
            new OrderLink(ClientOrderId.of("a"), Contingency.OUO, ClientOrderId.of("b")),
            request);
    assertThat(VenueLine.order(VenueLine.fields(VenueLine.of(order)))).isEqualTo(order);
  }

  @Test
  void aQueryTellsTheFillsAgainAndThenHowTheOrderStands() {
    gateway.submit(buy("paper-1"));
    gateway.onMarket(bar(1, "101"));
    ExecutionReport fill = reports.get(1);
    reports.clear();

    gateway.query(ClientOrderId.of("paper-1"));

    assertThat(reports).extracting(ExecutionReport::type).containsExactly(Type.FILL, Type.STATUS);
    assertThat(reports.get(0).executionId()).isEqualTo(fill.executionId());
    assertThat(reports).extracting(ExecutionReport::venueSequence).containsExactly(0L, 0L);
    assertThat(reports.get(1).status()).contains(OrderStatus.FILLED);
    assertThat(reports.get(1).quantity()).isEqualTo(Quantity.of(10));
  }

  @Test
  void aQueryForAnOrderThatNeverCameIsRejectedWithAReason() {
    gateway.query(ClientOrderId.of("paper-7"));
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(Type.REJECTED);
    assertThat(reports.get(0).reason()).isEqualTo("the venue knows no order paper-7");
  }

  @Test
  void theStatusOfAllIsThatOfWhatWorksAlsoAfterARestart() {
    gateway.submit(buy("paper-1"));
    gateway.submit(
        order("paper-2", OrderRequest.limit(ID, Side.BUY, Quantity.of(5), Price.of(90))));
    gateway.onMarket(bar(1, "101"));
    gateway.submit(
        order("paper-3", OrderRequest.limit(ID, Side.BUY, Quantity.of(6), Price.of(80))));
    gateway.cancel(ClientOrderId.of("paper-3"));

    connectAfter(100);

    assertThat(gateway.queryAll()).isTrue();
    assertThat(reports).extracting(r -> r.orderId().toString()).containsExactly("paper-2");
    assertThat(reports.get(0).status()).contains(OrderStatus.ACCEPTED);
    reports.clear();
    gateway.query(ClientOrderId.of("paper-3"));
    assertThat(reports.get(0).status()).contains(OrderStatus.CANCELED);
  }

  @Test
  void aLogOfAnEarlierFormatIsReadWithoutMemory() throws IOException {
    gateway.submit(
        order("paper-1", OrderRequest.limit(ID, Side.BUY, Quantity.of(5), Price.of(90))));
    Path log = folder.resolve("paper/venue.log");
    List<String> lines = Files.readAllLines(log);
    Files.writeString(log, shorter(lines.get(0), 12) + shorter(lines.get(1), 13));
    Files.delete(folder.resolve("paper/venue.log.memory"));

    connectAfter(1);

    gateway.onMarket(bar(1, "89"));
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(Type.FILL);
    assertThat(reports.get(0).quantity()).isEqualTo(Quantity.of(5));
  }

  /** Returns a line with fewer fields and the checksum of these. */
  private static String shorter(String line, int fields) {
    String cut = String.join("\t", List.of(line.split("\t")).subList(0, fields));
    CRC32 crc = new CRC32();
    crc.update(cut.getBytes(StandardCharsets.UTF_8));
    return cut + "\t" + Long.toHexString(crc.getValue()) + "\n";
  }

  @Test
  void tornLastLineIsCutOffAndOrderWithoutAnswerIsTakenAgain() throws IOException {
    gateway.submit(buy("paper-1"));
    Path log = folder.resolve("paper/venue.log");
    List<String> lines = Files.readAllLines(log);
    Files.writeString(log, lines.get(0) + "\n" + lines.get(1).substring(0, 10));

    connectAfter(0);

    assertThat(reports).isEmpty();
    gateway.submit(buy("paper-1"));
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(Type.ACCEPTED);
  }

  @Test
  void damagedLineIsRefusedWithItsNumber() throws IOException {
    gateway.submit(buy("paper-1"));
    Path log = folder.resolve("paper/venue.log");
    Files.writeString(log, "garbage\tline\n", StandardOpenOption.APPEND);
    PaperGateway second = new PaperGateway(Preset.DEFAULT, log);
    assertThatThrownBy(() -> second.connect(0, listener))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("damaged in line 3");
  }

  @Test
  void stopOrderTriggersAndFillsAtGappedOpenAfterRestart() {
    gateway.submit(
        order("paper-1", OrderRequest.stop(ID, Side.BUY, Quantity.of(5), Price.of(103))));
    gateway.onMarket(bar(1, "101"));
    connectAfter(1);
    gateway.onMarket(bar(2, "104"));
    assertThat(reports)
        .extracting(ExecutionReport::type)
        .containsExactly(Type.TRIGGERED, Type.FILL);
    assertThat(reports.get(1).price()).isEqualTo(Price.of(104));
  }

  @Test
  void orderSizedAtFillAsksForItsSizeAndSurvivesRestart() {
    long now = Times.nanos(T0);
    Order sized =
        Order.sizedAtFill(
                ClientOrderId.of("paper-1"),
                InstanceId.of("one"),
                OrderRequest.market(ID, Side.BUY, Quantity.ZERO),
                100_000_000L,
                now)
            .submitted(now);
    gateway.submit(sized);
    connectAfter(1);
    gateway.onMarket(bar(1, "101"));
    assertThat(reports.get(0).orderQuantity()).isEqualTo(Quantity.of(7));
  }

  @Test
  void cancelOfWorkingOrderIsReportedAndOfClosedOrderRejected() {
    gateway.submit(buy("paper-1"));
    gateway.cancel(ClientOrderId.of("paper-1"));
    gateway.cancel(ClientOrderId.of("paper-1"));
    gateway.onMarket(bar(1, "101"));
    assertThat(reports)
        .extracting(ExecutionReport::type)
        .containsExactly(Type.ACCEPTED, Type.CANCELED, Type.CANCEL_REJECTED);
  }

  @Test
  void unknownInstrumentIsRejected() {
    OrderRequest request =
        OrderRequest.market(InstrumentId.of("NONE.SIM"), Side.BUY, Quantity.of(1));
    gateway.submit(order("paper-1", request));
    assertThat(reports).extracting(ExecutionReport::type).containsExactly(Type.REJECTED);
    assertThat(reports.get(0).reason()).contains("NONE.SIM");
  }
}
