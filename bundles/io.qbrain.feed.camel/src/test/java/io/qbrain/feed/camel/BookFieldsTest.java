package io.qbrain.feed.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.qbrain.model.Depth;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.MarketEvent;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import org.junit.jupiter.api.Test;

/** Order books in records. */
class BookFieldsTest {
  private static final InstrumentId BOOK = InstrumentId.of("BOOK.SIM");
  private static final BookFields LISTS = new BookFields("bids", "asks", "0", "1");

  private static Depth book(BookFields fields, String json) {
    Records.Fields record = new Records.Json("").of(json.replace('\'', '"')).get(0);
    return fields.book(record, BOOK, 1);
  }

  @Test
  void levelsMayBeObjects() {
    Depth book =
        book(
            new BookFields("bids", "asks", "px", "sz"),
            "{'bids':[{'px':'10','sz':'1'}],'asks':[{'px':'11','sz':'2'},{'px':'12','sz':'3'}]}");
    assertThat(book.bidLevels()).isEqualTo(1);
    assertThat(book.askLevels()).isEqualTo(2);
    assertThat(Price.ofRaw(book.askRaw(1))).isEqualTo(Price.parse("12"));
    assertThat(Quantity.ofRaw(book.askSizeRaw(1))).isEqualTo(Quantity.parse("3"));
  }

  @Test
  void withoutFieldsTheListsHaveTheirOwnNames() {
    EventMapping mapping =
        new MessageText("json", "", ",", true)
            .mapping(
                BOOK,
                new MessageText.Parts("depth", "1m", "", ""),
                EventMapping.Clock.parse("iso", "close"));
    String json =
        "{'time':'2026-01-05T15:00:00Z','bids':[['10','1'],['9','2']],'asks':[['11','3']]}";
    MarketEvent event =
        mapping.event(mapping.records().of(json.replace('\'', '"')).get(0)).orElseThrow().event();
    assertThat(event).isInstanceOf(Depth.class);
    Depth book = (Depth) event;
    assertThat(book.bidLevels()).isEqualTo(2);
    assertThat(book.askLevels()).isEqualTo(1);
    assertThat(Quantity.ofRaw(book.bidSizeRaw(1))).isEqualTo(Quantity.parse("2"));
  }

  @Test
  void noMoreThanFiftyLevelsOfASideAreTaken() {
    StringBuilder bids = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      bids.append(i == 0 ? "" : ",").append("['").append(100 - i).append("','1']");
    }
    assertThat(book(LISTS, "{'bids':[" + bids + "],'asks':[]}").bidLevels())
        .isEqualTo(BookFields.MAX_LEVELS);
  }

  @Test
  void whatIsNoBookIsRefusedWithItsPlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> book(LISTS, "{'bids':[],'asks':[]}"))
        .withMessageContaining("expected levels at bids or asks");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> book(LISTS, "{'bids':[['10']],'asks':[]}"))
        .withMessageContaining("bids.0.1");
    assertThatIllegalArgumentException()
        .as("bids that rise")
        .isThrownBy(() -> book(LISTS, "{'bids':[['10','1'],['11','1']],'asks':[]}"));
    assertThatIllegalArgumentException()
        .as("a best bid above the best ask")
        .isThrownBy(() -> book(LISTS, "{'bids':[['10','1']],'asks':[['9','1']]}"));
  }
}
