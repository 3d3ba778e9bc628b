package io.qbrain.feed.camel;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** The endpoint {@code qbrain:market}: the body of what comes goes on, its headers do not. */
final class MarketComponent extends DefaultComponent {
  static final String SCHEME = "qbrain";
  private static final String MARKET = "market";

  private final RoutesDelivery to;

  MarketComponent(RoutesDelivery to) {
    this.to = to;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    if (!remaining.equals(MARKET) || !parameters.isEmpty()) {
      throw new IllegalArgumentException("expected qbrain:market, found " + uri);
    }
    return new Market(uri);
  }

  private final class Market extends DefaultEndpoint {
    Market(String uri) {
      super(uri, MarketComponent.this);
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) {
          to.take(exchange.getMessage());
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("market data go to qbrain:market, none come from it");
    }
  }
}
