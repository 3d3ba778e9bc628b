package io.qbrain.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.Quantity;
import io.qbrain.model.RiskScope;
import io.qbrain.service.PlatformService.Part;
import io.qbrain.service.ServiceException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What an operator sees and may do while the database is away, and what is made up for later. */
class OutageTest extends OneRunningInstance {
  private Part part(String name) {
    return bench.platform.status().parts().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSilentDatabaseIsNamedWithWhatStandsStillBecauseOfIt() {
    bench.database.silent = "PostgreSQL at here has not answered since noon";
    assertThat(bench.platform.status().ready()).isFalse();
    assertThat(part("database").state()).isEqualTo("DOWN");
    assertThat(part("database").detail())
        .contains("has not answered since noon", "stand still", "feeds");
    assertThat(part("account paper").detail()).startsWith("halted: PostgreSQL at here");
    bench.database.silent = null;
    assertThat(bench.platform.status().ready()).isTrue();
  }

  @Test
  void commandsAreRefusedAtOnceThoughTheAccountItselfStillWaitsForTheSilentDatabase() {
    bench.bar("100");
    CountDownLatch answers = new CountDownLatch(1);
    bench.journal.frozen = answers;
    bench.feed.send(BarAt.price("101", 40));
    bench.database.silent = "PostgreSQL at here has not answered since noon";

    assertThatThrownBy(() -> bench.platform.instances().stop(ONE, "test"))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("does not take commands: PostgreSQL at here has not answered");

    bench.journal.frozen = null;
    answers.countDown();
    bench.database.silent = null;
    Bench.await("that it goes on", () -> bench.platform.status().ready());
    bench.platform.instances().stop(ONE, "test");
  }

  @Test
  void aKillSwitchIsSetWhileTheJournalKeepsSilentAndWrittenDownAfterwards() {
    bench.bar("100");
    CountDownLatch answers = new CountDownLatch(1);
    bench.journal.frozen = answers;
    bench.feed.send(BarAt.price("101", 40));
    bench.feed.send(BarAt.price("101", 41));
    Bench.await("the silence is told", () -> !bench.platform.status().ready());
    assertThatThrownBy(() -> bench.platform.risk().kill(RiskScope.PLATFORM, "drill"))
        .hasMessageContaining("the kill switch is set");

    bench.journal.frozen = null;
    answers.countDown();

    Bench.await("it is written down", () -> bench.platform.risk().kills().size() == 1);
    assertThat(bench.venue.fills()).isZero();
    assertThat(bench.platform.portfolio().verifyLedger(PAPER).differences()).isEmpty();
  }

  @Test
  void marketDataOfTheOutageAreTakenWhenTheAccountGoesOn() {
    bench.bar("100");
    bench.journal.away = true;
    bench.feed.send(BarAt.price("101", 40));
    Bench.await("the halt", () -> part("account paper").detail().contains("cannot be"));
    bench.feed.send(BarAt.price("101", 41));
    bench.feed.send(BarAt.price("101", 42));
    for (ThrowingCallable question :
        List.<ThrowingCallable>of(
            () -> bench.platform.portfolio().verifyLedger(PAPER),
            () -> bench.platform.replays().prove(PAPER))) {
      assertThatThrownBy(question)
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("cannot be read");
    }

    bench.journal.away = false;

    Bench.await("that it goes on", () -> bench.platform.status().ready());
    Bench.await(
        "that it buys on the bars that came meanwhile",
        () ->
            bench.platform.portfolio().positions(Optional.of(ONE)).stream()
                .anyMatch(p -> p.position().quantity().equals(Quantity.of(10))));
    assertThat(bench.platform.portfolio().verifyLedger(PAPER).differences()).isEmpty();
  }
}
