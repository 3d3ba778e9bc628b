package io.qbrain.messaging.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.EventPosition;
import io.qbrain.model.EventTopic;
import io.qbrain.model.LoggedEvent;
import io.qbrain.port.PortException;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static final EventPosition PLACE = new EventPosition("0:5");
  private static final LoggedEvent EVENT =
      new LoggedEvent(
          PLACE,
          EventTopic.AUDIT,
          "paper",
          17,
          "order.filled",
          1,
          1_700_000_000_000_000_001L,
          "{ \"price\":0.10, \"text\":\"}\\\"中😀\",\"a\":[{}] }");

  @Test
  void readsWhatItWroteToTheLetter() {
    String value = Envelope.write(EVENT);
    assertThat(value)
        .startsWith("{\"topic\":\"audit\",\"stream\":\"paper\",\"sequence\":17,")
        .endsWith(",\"data\":" + EVENT.data() + "}");
    assertThat(Envelope.read(value, EventTopic.AUDIT, "paper", PLACE)).isEqualTo(EVENT);
  }

  @Test
  void aFieldOfALaterVersionIsPassedOver() {
    String value = Envelope.write(EVENT).replace(",\"time\"", ",\"new\":{\"x\":[1]},\"time\"");
    assertThat(Envelope.read(value, EventTopic.AUDIT, "paper", PLACE)).isEqualTo(EVENT);
  }

  @Test
  void aRecordInAnotherTopicOrUnderAnotherKeyIsRefused() {
    String value = Envelope.write(EVENT);
    assertThatThrownBy(() -> Envelope.read(value, EventTopic.SYSTEM, "paper", PLACE))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("system/paper");
    assertThatThrownBy(() -> Envelope.read(value, EventTopic.AUDIT, "live", PLACE))
        .isInstanceOf(PortException.class)
        .hasMessageContaining("audit/live");
    assertThatThrownBy(() -> Envelope.read(value, EventTopic.AUDIT, null, PLACE))
        .isInstanceOf(PortException.class);
  }

  @Test
  void whatIsNoEventIsRefused() {
    for (String value : new String[] {"", "x", "[]", "{\"topic\":\"audit\"}", "{\"topic\":"}) {
      assertThatThrownBy(() -> Envelope.read(value, EventTopic.AUDIT, "paper", PLACE))
          .isInstanceOf(PortException.class);
    }
  }
}
