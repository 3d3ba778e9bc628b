package io.qbrain.feed.camel;

import io.qbrain.port.MessageSource;
import io.qbrain.port.MessageSource.Batch;
import io.qbrain.port.MessageSource.Message;
import io.qbrain.port.MessageSource.Place;
import io.qbrain.port.PortException;
import java.io.IOException;
import java.time.Duration;

/** Reads what a server keeps or passes on; after a lost connection it goes on where it was. */
final class ServerMessages implements LiveSource {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final MessageSource server;
  private final Place place;
  private String after = "";

  ServerMessages(MessageSource server, Place place) {
    this.server = server;
    this.place = place;
  }

  @Override
  public void run(Taker taker) throws IOException {
    try (MessageSource.Reading reading = server.open(place, after)) {
      after = reading.position();
      taker.connected();
      while (!taker.isStopped()) {
        Batch batch = reading.next(LOOK);
        if (batch.missed() > 0) {
          taker.missed(batch.missed());
        }
        for (Message message : batch.messages()) {
          taker.take(message.text());
          if (taker.isStopped()) {
            return;
          }
          after = message.position();
        }
      }
    } catch (PortException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    // It looks often enough whether it is stopped.
  }
}
