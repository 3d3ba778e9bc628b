package io.qbrain.container;

import org.apache.camel.builder.RouteBuilder;

/** Routes of a bundle that somebody else wrote; each message has headers of its own. */
public final class TheirRoutes extends RouteBuilder {
  @Override
  public void configure() {
    from("timer:ticks?period=50&delay=0&repeatCount=20&includeMetadata=true")
        .setHeader("CamelHttpUri", constant("http://elsewhere"))
        .setBody(
            simple(
                "{\"time\":\"2026-01-05T15:00:${exchangeProperty.CamelTimerCounter}0Z\","
                    + "\"price\":\"100\",\"quantity\":\"1\"}"))
        .to("qbrain:market");
  }
}
