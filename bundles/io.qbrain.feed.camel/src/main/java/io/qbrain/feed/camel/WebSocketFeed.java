package io.qbrain.feed.camel;

import io.qbrain.model.Instrument;
import io.qbrain.port.Feed;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Brings the events of one instrument from a WebSocket. */
@Component(
    service = Feed.class,
    configurationPid = WebSocketFeed.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = WebSocketFeed.Config.class, factory = true)
public final class WebSocketFeed extends LiveFeed {
  /** The factory PID: {@code etc/io.qbrain.feed.websocket-NAME.cfg}. */
  static final String PID = "io.qbrain.feed.websocket";

  /** The configuration. */
  @ObjectClassDefinition(
      id = PID,
      name = "Q-Brain WebSocket feed",
      description = "Brings the events of one instrument from a WebSocket.")
  public @interface Config {
    /** The name. */
    @AttributeDefinition(description = "Name of the feed")
    String name() default "websocket";

    /** Whether it runs. */
    @AttributeDefinition(description = "false switches the feed off")
    boolean enabled() default true;

    /** Whether it is recorded. */
    @AttributeDefinition(description = "true keeps its events in the store of series")
    boolean record() default false;

    /** When it is too silent. */
    @AttributeDefinition(
        description = "Somebody is told if nothing comes for so long, e.g. 60s; empty for never",
        required = false)
    String silenceLimit() default "";

    /** The instrument. */
    @AttributeDefinition(description = "Instrument as SYMBOL.VENUE, e.g. BTCUSD.COINBASE")
    String instrument();

    /** The address. */
    @AttributeDefinition(description = "Address, ws:// or wss://")
    String url();

    /** The authorization. */
    @AttributeDefinition(
        description = "Value of the Authorization header",
        type = AttributeType.PASSWORD,
        required = false)
    String authorization() default "";

    /** What a record is. */
    @AttributeDefinition(description = "bars, quotes, trades or depth")
    String kind() default "trades";

    /** The length of bars. */
    @AttributeDefinition(description = "Length of a bar: 1s, 5m, 1h or 1d")
    String bars() default "1m";

    /** The form of messages. */
    @AttributeDefinition(description = "json or csv")
    String format() default "json";

    /** Where the records are. */
    @AttributeDefinition(
        description = "Path to the record or list of records in JSON, e.g. data.items",
        required = false)
    String records() default "";

    /** What stands between the fields. */
    @AttributeDefinition(description = "Separator of CSV", required = false)
    String separator() default ",";

    /** Whether the first line names the fields. */
    @AttributeDefinition(description = "Whether the first line of CSV names the fields")
    boolean header() default true;

    /** Where the parts of an event are. */
    @AttributeDefinition(
        description = "Where the parts of an event are in a record, e.g. time=T,price=p,quantity=q")
    String fields();

    /** Which records are of the instrument. */
    @AttributeDefinition(
        description = "Fields and values that its records have, e.g. s=BTCUSD",
        required = false)
    String match() default "";

    /** What times are. */
    @AttributeDefinition(
        description = "iso, epoch-seconds, epoch-millis, epoch-micros or epoch-nanos")
    String time() default "iso";

    /** What the time of a bar is. */
    @AttributeDefinition(description = "Whether the time of a bar is its open or its close")
    String stamp() default "close";

    /** How long an answer may take. */
    @AttributeDefinition(description = "Longest time for a connection or an answer")
    String timeout() default "10s";

    /** The first wait. */
    @AttributeDefinition(description = "Time until the first attempt after a failure")
    String retryAfter() default "1s";

    /** The longest wait. */
    @AttributeDefinition(description = "Longest time between attempts; each waits twice as long")
    String retryAtMost() default "60s";

    /** What is sent at first. */
    @AttributeDefinition(description = "Text to send once connected", required = false)
    String subscribe() default "";

    /** When a connection is given up. */
    @AttributeDefinition(description = "A connection on which nothing comes for so long is ended")
    String staleAfter() default "30s";

    /** The currency. */
    @AttributeDefinition(description = "Currency of the prices")
    String currency() default "USD";

    /** The tick size. */
    @AttributeDefinition(description = "Smallest difference between order prices")
    String tickSize() default "0.01";

    /** The lot size. */
    @AttributeDefinition(description = "Smallest difference between quantities")
    String lotSize() default "1";

    /** The multiplier of a future. */
    @AttributeDefinition(description = "Value of a price move of one, for a future")
    String multiplier() default "1";

    /** The margin of a future. */
    @AttributeDefinition(
        description = "Margin per contract; makes the instrument a future",
        required = false)
    String marginPerContract() default "";

    /** What it is besides. */
    @AttributeDefinition(
        description =
            "What it is besides, as options of a backtest say it, with & between: margined=1,"
                + " pair-of=GBP, margin=0.05,0.025, expiry=2026-06-19T20:00:00Z, settlement-days=2",
        required = false)
    String contract() default "";

    /** The market. */
    @AttributeDefinition(
        description = "Market whose hours and rules hold, e.g. crypto-spot",
        required = false)
    String market() default "";

    /** Whether it is on the restricted list. */
    @AttributeDefinition(description = "Whether no order may be sent", required = false)
    boolean restricted() default false;

    /** The average volume of a day. */
    @AttributeDefinition(description = "Average volume of a day", required = false)
    String averageDailyVolume() default "";

    /** The limit of an order. */
    @AttributeDefinition(description = "Greatest quantity of an order", required = false)
    String maxOrderQuantity() default "";
  }

  /** Takes its configuration; one that cannot be used is told by status and at the start. */
  @Activate
  public WebSocketFeed(Config config) {
    this(config, Clock.systemUTC());
  }

  WebSocketFeed(Config config, Clock clock) {
    super(FeedText.of(PID, Config.class, config), WebSocketFeed::told, clock);
  }

  private static Told told(FeedText text) {
    Instrument instrument = text.instrument();
    URI uri = MessageText.address(text.line("url"), "ws", "wss");
    Optional<String> authorization = text.given("authorization");
    Optional<String> subscribe = text.given("subscribe");
    Duration timeout = text.span("timeout");
    Duration staleAfter = text.span("staleAfter");
    return new Told(
        instrument,
        MessageText.shown(uri),
        text.mapping(instrument),
        new Origin(
            false, () -> new WebSocketStream(uri, authorization, subscribe, timeout, staleAfter)),
        text.retry());
  }
}
