package io.qbrain.app.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.AccountId;
import io.qbrain.model.Effect;
import io.qbrain.model.RiskScope;
import io.qbrain.model.Turn;
import io.qbrain.port.EventStream;
import io.qbrain.port.Journal;
import io.qbrain.testkit.contract.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountStreamTest {
  private static final AccountId PAPER = AccountId.of("paper");
  private static final String STREAM = "account.paper";

  private final List<Turn> durable = new CopyOnWriteArrayList<>();
  private final ShakyStreams streams = new ShakyStreams();
  private AccountStream account = stream();
  private long sequence;

  private AccountStream stream() {
    return new AccountStream(
        PAPER,
        new Journal() {
          @Override
          public void append(List<Turn> turns) {
            durable.addAll(turns);
          }

          @Override
          public long lastSequence(AccountId of) {
            return durable.isEmpty() ? 0 : durable.get(durable.size() - 1).sequence();
          }

          @Override
          public void replay(AccountId of, Consumer<Turn> to) {
            durable.forEach(to);
          }
        },
        streams);
  }

  @AfterEach
  void stop() {
    account.close();
  }

  /** A turn that says two things. */
  private Turn turn() {
    sequence += 3;
    RiskScope scope = new RiskScope(PAPER, null);
    Turn turn =
        new Turn(
            PAPER,
            sequence,
            sequence,
            sequence,
            List.of(
                new Effect.KillChanged(scope, true, "says \"stop\"\n" + sequence),
                new Effect.KillChanged(scope, false, "go " + sequence)));
    durable.add(turn);
    return turn;
  }

  private List<String> told() {
    return streams.away
        ? List.of()
        : streams.read(STREAM, "", 100_000).stream()
            .map(d -> d.message().headers().get("sequence") + " " + d.message().type())
            .toList();
  }

  private List<String> everything() {
    List<String> all = new ArrayList<>();
    durable.forEach(
        t -> {
          all.add(t.sequence() + " kill.set");
          all.add(t.sequence() + " kill.cleared");
        });
    return all;
  }

  @Test
  void whatIsDurableIsToldInOrder() {
    account.start();
    for (int i = 0; i < 50; i++) {
      account.accept(turn());
    }

    Eventually.until(this::told, t -> t.size() >= 100);

    assertThat(told()).containsExactlyElementsOf(everything());
    EventStream.Delivered first = streams.read(STREAM, "", 1).get(0);
    assertThat(first.message().headers()).containsEntry("part", "1/2");
    assertThat(first.message().body())
        .contains("\"account\":\"paper\"", "\"sequence\":3", "says \\\"stop\\\"\\n3");
    Eventually.until(() -> account.view().written(), n -> n == 100);
    assertThat(account.view().detail()).isEmpty();
    assertThat(account.view().stream()).isEqualTo(STREAM);
  }

  @Test
  void whatHappenedWhileTheServerWasAwayIsToldLater() {
    account.start();
    account.accept(turn());
    Eventually.until(this::told, t -> t.size() == 2);
    streams.away = true;
    for (int i = 0; i < 20_000; i++) {
      account.accept(turn()); // more than are kept waiting: none is lost, nobody waits
    }
    Eventually.until(() -> account.view().detail(), d -> d.contains("away"));
    streams.away = false;

    Eventually.until(this::told, t -> t.size() >= Topic.MAX_MESSAGES);
    Eventually.until(() -> account.view().waiting(), n -> n == 0);
    List<String> all = everything();
    assertThat(told())
        .containsExactlyElementsOf(all.subList(all.size() - Topic.MAX_MESSAGES, all.size()));
    assertThat(account.view().detail()).isEmpty();
  }

  @Test
  void aTurnOfWhichOnlyAPartArrivedIsToldAgain() {
    streams.messagesUntilItDies = 3;
    account.start();
    for (int i = 0; i < 4; i++) {
      account.accept(turn());
    }

    Eventually.until(this::told, t -> t.contains("12 kill.cleared"));

    assertThat(told().stream().distinct()).containsExactlyElementsOf(everything());
    assertThat(told()).filteredOn(t -> t.equals("6 kill.set")).hasSizeBetween(1, 2);
  }

  @Test
  void aNewStartGoesOnWhereTheStreamEnds() {
    account.start();
    account.accept(turn());
    account.accept(turn());
    Eventually.until(this::told, t -> t.size() == 4);
    account.close();
    turn();
    turn();
    account = stream();
    account.start();

    Eventually.until(this::told, t -> t.size() >= 8);

    assertThat(told()).containsExactlyElementsOf(everything());
  }
}
