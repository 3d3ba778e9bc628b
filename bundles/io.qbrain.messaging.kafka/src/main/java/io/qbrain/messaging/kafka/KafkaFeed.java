package io.qbrain.messaging.kafka;

import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.port.Feed;
import io.qbrain.port.FeedStatus;
import io.qbrain.port.FeedStatus.State;
import io.qbrain.port.MarketSink;
import io.qbrain.port.PortException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Brings the market data of one instrument from a topic; one per configuration. Kafka keeps what a
 * full account cannot take yet, so nothing is left out.
 */
@Component(
    service = Feed.class,
    configurationPid = KafkaFeed.PID,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = KafkaFeed.Config.class, factory = true)
public final class KafkaFeed implements Feed {
  /** The factory PID: {@code etc/io.qbrain.feed.kafka-NAME.cfg}. */
  static final String PID = "io.qbrain.feed.kafka";

  private static final System.Logger LOG = System.getLogger(KafkaFeed.class.getName());
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long FULL_MILLIS = 5;
  private static final long RETRY_MILLIS = 2_000;
  private static final long STOP_MILLIS = 10_000;

  /** The configuration. */
  @ObjectClassDefinition(
      id = PID,
      name = "Q-Brain Kafka feed",
      description = "Brings the market data of one instrument from a topic of Kafka.")
  public @interface Config {
    /** The name. */
    @AttributeDefinition(description = "Name of the feed")
    String name() default "kafka";

    /** Whether it runs. */
    @AttributeDefinition(description = "false switches the feed off")
    boolean enabled() default true;

    /** The topic. */
    @AttributeDefinition(description = "Topic of the Kafka in etc/io.qbrain.messaging.kafka.cfg")
    String topic();

    /** The key. */
    @AttributeDefinition(
        description = "Only records with this key; empty for all",
        required = false)
    String key() default "";

    /** The instrument. */
    @AttributeDefinition(description = "Instrument as SYMBOL.VENUE, e.g. SPY.ARCA")
    String instrument();

    /** What a record tells. */
    @AttributeDefinition(description = "trades, quotes or bars")
    String kind() default "trades";

    /** The length of bars. */
    @AttributeDefinition(description = "Length of a bar: 1s, 5m, 1h or 1d")
    String bars() default "1m";

    /** How a record is written. */
    @AttributeDefinition(description = "json or csv")
    String format() default "json";

    /** The names. */
    @AttributeDefinition(
        description =
            "Where a part has another name, e.g. time=ts,price=data.p; for csv the column, e.g."
                + " time=1,price=3. Parts: time, price, size; time, bid, ask, bidSize, askSize;"
                + " time, open, high, low, close, volume",
        required = false)
    String fields() default "";

    /** The unit of times. */
    @AttributeDefinition(description = "seconds, millis, micros, nanos or iso")
    String timeUnit() default "millis";

    /** Where it begins. */
    @AttributeDefinition(description = "latest or earliest")
    String from() default "latest";

    /** The currency. */
    @AttributeDefinition(description = "Currency of the prices")
    String currency() default "USD";

    /** The tick size. */
    @AttributeDefinition(description = "Smallest difference between order prices")
    String tickSize() default "0.01";

    /** The lot size. */
    @AttributeDefinition(description = "Smallest difference between quantities")
    String lotSize() default "1";
  }

  private final KafkaSettings settings;
  private final Config config;
  private final @Nullable Instrument instrument;
  private final @Nullable RecordMapping mapping;
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong lastEventNanos = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private volatile State state;
  private volatile String message;
  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private @Nullable Thread thread;

  @Activate
  public KafkaFeed(@Reference KafkaRelay kafka, Config config) {
    this(kafka.settings(), config);
  }

  KafkaFeed(KafkaSettings settings, Config config) {
    this.settings = settings;
    this.config = config;
    @Nullable Instrument found = null;
    @Nullable RecordMapping records = null;
    String problem = "";
    try {
      InstrumentId id = InstrumentId.of(config.instrument());
      found =
          Instrument.builder(id, Currency.of(config.currency()))
              .tickSize(Price.parse(config.tickSize()))
              .lotSize(Quantity.parse(config.lotSize()))
              .build();
      records =
          new RecordMapping(
              id,
              config.kind(),
              config.bars(),
              config.format(),
              config.fields(),
              config.timeUnit());
      if (!config.from().equals("latest") && !config.from().equals("earliest")) {
        throw new IllegalArgumentException(
            "expected from = latest or earliest, found '" + config.from() + "'");
      }
    } catch (IllegalArgumentException e) {
      problem = "configuration " + PID + " of feed " + config.name() + ": " + e.getMessage();
    }
    this.instrument = found;
    this.mapping = problem.isEmpty() ? records : null;
    this.state = !config.enabled() ? State.OFF : problem.isEmpty() ? State.STOPPED : State.FAILED;
    this.message =
        config.enabled() ? problem : "switched off: enabled = false in its configuration";
  }

  @Override
  public String name() {
    return config.name();
  }

  @Override
  public List<Instrument> instruments() {
    return instrument == null ? List.of() : List.of(instrument);
  }

  @Override
  public boolean isEnabled() {
    return config.enabled();
  }

  @Override
  public FeedStatus status() {
    return new FeedStatus(
        state,
        "Kafka " + settings.servers() + " topic " + config.topic(),
        events.get(),
        lastEventNanos.get(),
        rejected.get(),
        message);
  }

  @Override
  public synchronized void start(MarketSink sink, Resume resume) {
    if (mapping == null) {
      throw new PortException(message);
    }
    if (!settings.isOn()) {
      state = State.FAILED;
      message = "there is no Kafka: set QBRAIN_KAFKA_SERVERS";
      throw new PortException(message);
    }
    if (thread != null) {
      throw new PortException("feed " + config.name() + " is already started: stop it first");
    }
    CountDownLatch end = new CountDownLatch(1);
    stopped = end;
    RecordMapping records = mapping;
    Thread started = new Thread(() -> run(records, sink, end), "qbrain-feed-" + config.name());
    started.setDaemon(true);
    thread = started;
    state = State.RUNNING;
    message = "";
    started.start();
  }

  private void run(RecordMapping records, MarketSink sink, CountDownLatch end) {
    TreeMap<Integer, Long> place = new TreeMap<>();
    boolean more = true;
    while (more) {
      Consumer<String, String> consumer = new Clients(settings).reader("feed-" + config.name());
      try {
        assign(consumer, place);
        while (end.getCount() > 0) {
          for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
            if (!give(records, record, sink, end)) {
              break;
            }
            place.put(record.partition(), record.offset() + 1);
          }
        }
        more = false;
      } catch (KafkaException | PortException e) {
        message = "Kafka: " + e.getMessage() + "; trying again";
        LOG.log(System.Logger.Level.WARNING, "feed {0}: {1}", config.name(), e.getMessage());
        more = !waits(end, RETRY_MILLIS);
      } finally {
        close(consumer);
      }
    }
  }

  private void assign(Consumer<String, String> consumer, TreeMap<Integer, Long> place) {
    @Nullable List<PartitionInfo> found = consumer.partitionsFor(config.topic());
    if (found == null || found.isEmpty()) {
      throw new PortException("there is no topic " + config.topic());
    }
    List<TopicPartition> partitions =
        found.stream().map(p -> new TopicPartition(config.topic(), p.partition())).toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> begin =
        config.from().equals("earliest")
            ? consumer.beginningOffsets(partitions)
            : consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      long from =
          place.computeIfAbsent(partition.partition(), p -> begin.getOrDefault(partition, 0L));
      consumer.seek(partition, from);
    }
    message = "";
    LOG.log(
        System.Logger.Level.INFO,
        "feed {0} reads topic {1} from {2}",
        config.name(),
        config.topic(),
        Offsets.position(place));
  }

  /** Returns false if the feed was stopped before the account took it. */
  private boolean give(
      RecordMapping records,
      ConsumerRecord<String, String> record,
      MarketSink sink,
      CountDownLatch end) {
    if (!config.key().isEmpty() && !config.key().equals(record.key())) {
      return true;
    }
    MarketEvent event;
    try {
      event = records.event(record.value());
    } catch (IllegalArgumentException | ArithmeticException e) {
      rejected.incrementAndGet();
      message =
          "record " + record.partition() + ":" + record.offset() + " left out: " + e.getMessage();
      return true;
    }
    while (sink.accept(event) == MarketSink.Result.FULL) {
      if (waits(end, FULL_MILLIS)) {
        return false;
      }
    }
    events.incrementAndGet();
    lastEventNanos.set(event.timeNanos());
    return true;
  }

  /** Returns true if the feed was stopped meanwhile. */
  private static boolean waits(CountDownLatch end, long millis) {
    try {
      return end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void close(Consumer<String, String> consumer) {
    try {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    } catch (KafkaException e) {
      LOG.log(System.Logger.Level.DEBUG, "closing a feed: " + e.getMessage());
    }
  }

  @Override
  @Deactivate
  public synchronized void stop() {
    Thread running = thread;
    thread = null;
    stopped.countDown();
    if (running != null) {
      try {
        running.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      state = State.STOPPED;
    }
  }
}
