package io.qbrain.feed.camel;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The Camel endpoint of a live source: its consumer makes an exchange of each message, and connects
 * again when a connection ends, later and later while it does not work.
 */
final class LiveEndpoint extends DefaultEndpoint {
  private static final long STOP_SECONDS = 10;
  private static final double NANOS_PER_SECOND = 1e9;

  /** What the feed is told. */
  interface Watch {
    /** A connection is there. */
    void connected();

    /** So many messages were lost. */
    void missed(long messages);

    /** The connection failed or ended; the next attempt comes after a time. */
    void failed(String why, double secondsToWait);

    /** Returns whether nothing is wanted any more. */
    boolean isStopped();

    /** Waits; returns whether it may go on. */
    boolean pause(long nanos);
  }

  private final String uri;
  private final LiveSource source;
  private final BackOff backOff;
  private final Watch watch;

  LiveEndpoint(CamelContext context, String uri, LiveSource source, BackOff backOff, Watch watch) {
    this.uri = uri;
    this.source = source;
    this.backOff = backOff;
    this.watch = watch;
    setCamelContext(context);
  }

  @Override
  protected String createEndpointUri() {
    return uri;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("messages come from " + uri + ", none go there");
  }

  @Override
  public org.apache.camel.Consumer createConsumer(Processor processor) {
    return new LiveConsumer(processor);
  }

  private final class LiveConsumer extends DefaultConsumer {
    private @Nullable ExecutorService executor;

    LiveConsumer(Processor processor) {
      super(LiveEndpoint.this, processor);
    }

    @Override
    protected void doStart() throws Exception {
      super.doStart();
      executor =
          getEndpoint()
              .getCamelContext()
              .getExecutorServiceManager()
              .newSingleThreadExecutor(this, "live");
      executor.execute(this::connect);
    }

    private void connect() {
      LiveSource.Taker taker = new InExchanges(this::exchange);
      while (!watch.isStopped()) {
        try {
          source.run(taker);
        } catch (IOException | RuntimeException e) {
          if (watch.isStopped()) {
            return;
          }
          long wait = backOff.failed();
          watch.failed(reason(e), wait / NANOS_PER_SECOND);
          if (!watch.pause(wait)) {
            return;
          }
        }
      }
    }

    private void exchange(String message) {
      Exchange exchange = createExchange(false);
      try {
        exchange.getMessage().setBody(message);
        getProcessor().process(exchange);
        if (exchange.getException() != null) {
          throw exchange.getException();
        }
      } catch (Exception e) {
        throw new IllegalStateException("message of " + uri + ": " + e.getMessage(), e);
      } finally {
        releaseExchange(exchange, false);
      }
    }

    @Override
    protected void doStop() throws Exception {
      source.close();
      ExecutorService running = executor;
      if (running != null) {
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(running);
        running.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
      }
      super.doStop();
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Makes an exchange of each message. */
  private final class InExchanges implements LiveSource.Taker {
    private final Consumer<String> exchanges;

    InExchanges(Consumer<String> exchanges) {
      this.exchanges = exchanges;
    }

    @Override
    public void connected() {
      watch.connected();
    }

    @Override
    public void missed(long messages) {
      watch.missed(messages);
    }

    @Override
    public void take(String message) {
      backOff.succeeded();
      exchanges.accept(message);
    }

    @Override
    public boolean isStopped() {
      return watch.isStopped();
    }

    @Override
    public boolean pause(long nanos) {
      return watch.pause(nanos);
    }
  }
}
