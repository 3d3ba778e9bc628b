package io.qbrain.data.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.DatabaseSettings;
import io.qbrain.data.PostgresDatabase;
import io.qbrain.data.server.ServerSettings;
import io.qbrain.data.server.TestServer;
import io.qbrain.model.AccountId;
import io.qbrain.model.Turn;
import io.qbrain.port.History;
import io.qbrain.port.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class DatabaseFailureTest {
  private static final int ROUNDS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Two seconds, and what a busy machine takes to get to it. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(4);

  private Path directory;
  private PostgresDatabase database;

  @BeforeEach
  void startDatabase(@TempDir Path temporary) {
    directory = temporary;
    database =
        new PostgresDatabase(
            DatabaseSettings.included(
                ServerSettings.in(directory).withPrograms(TestServer.PROGRAMS), "qbrain"));
    database.start();
  }

  @AfterEach
  void stopDatabase() {
    database.stop();
  }

  @Test
  void aKilledServerLosesNoTurnThatWasAppendedAndKeepsNoHalfGroup() throws Exception {
    PostgresJournal journal = new PostgresJournal(database);
    Turns turns = new Turns("paper");
    List<Turn> written = new ArrayList<>(List.of(turns.setup()));
    journal.append(written);
    int orders = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      CountDownLatch halfway = new CountDownLatch(5 * round);
      Thread killer = new Thread(() -> killAfter(halfway));
      killer.start();
      List<Turn> group = turns.orderLife(++orders);
      boolean alive = true;
      while (alive) {
        try {
          journal.append(group);
          written.addAll(group);
          group = turns.orderLife(++orders);
        } catch (PortException e) {
          alive = false;
        }
        halfway.countDown();
      }
      killer.join();
      List<Turn> unknown = group;
      assertThatThrownBy(() -> journal.append(unknown)).hasMessageContaining("replayed first");
      assertThat(await(database::isAvailable)).isTrue();

      List<Turn> replayed = replayWhenPossible(journal, turns);
      assertThat(replayed.subList(0, written.size())).isEqualTo(written);
      List<Turn> rest = replayed.subList(written.size(), replayed.size());
      assertThat(rest).isIn(List.of(), group);
      journal.append(group);
      written.addAll(group);
    }
    assertThat(replayWhenPossible(journal, turns)).isEqualTo(written);
  }

  @Test
  void aFrozenServerIsSeenWithinTwoSeconds() throws Exception {
    assertThat(database.isAvailable()).isTrue();
    signal("STOP");
    Instant before = Instant.now();
    assertThat(database.isAvailable()).isFalse();
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(3));
    signal("CONT");
    assertThat(await(database::isAvailable)).isTrue();
    readingEndsWithinSeconds();
    assertThat(await(database::isAvailable)).isTrue();
  }

  /** Who asks for a page does not wait for the end of the freeze, and is told. */
  private void readingEndsWithinSeconds() throws Exception {
    History history = new PostgresJournal(database).history().orElseThrow();
    AccountId nobody = AccountId.of("nobody");
    assertThat(history.entries(nobody, 0, 1)).isEmpty();
    signalAll("STOP");
    Instant before = Instant.now();
    assertThatThrownBy(() -> history.entries(nobody, 0, 1)).isInstanceOf(PortException.class);
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
    signalAll("CONT");
    assertThat(
            await(
                () -> {
                  try {
                    return history.entries(nobody, 0, 1).isEmpty();
                  } catch (PortException e) {
                    return false;
                  }
                }))
        .isTrue();
  }

  @Test
  void whoWaitsForAFrozenServerIsToldWithinTwoSecondsAndNothingIsLostOrDoubled() throws Exception {
    PostgresJournal journal = new PostgresJournal(database);
    Turns turns = new Turns("paper");
    List<Turn> written = Collections.synchronizedList(new ArrayList<>(List.of(turns.setup())));
    journal.append(List.copyOf(written));
    List<Turn> unknown = new ArrayList<>();
    AtomicReference<PortException> told = new AtomicReference<>();
    Thread writer =
        new Thread(
            () -> {
              for (int order = 1; told.get() == null; order++) {
                List<Turn> group = turns.orderLife(order);
                try {
                  journal.append(group);
                  written.addAll(group);
                } catch (PortException e) {
                  unknown.addAll(group);
                  told.set(e);
                }
              }
            });
    writer.start();
    int begun = written.size();
    assertThat(await(() -> written.size() > begun + 20)).isTrue();
    assertThat(database.trouble()).isEmpty();

    signalAll("STOP");
    long frozen = System.nanoTime();
    writer.join();
    assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(TOLD_WITHIN);
    assertThat(told.get()).hasMessageContaining("has not answered since");
    assertThat(database.trouble().orElse("")).contains("PostgreSQL at 127.0.0.1:");
    long refused = System.nanoTime();
    assertThatThrownBy(() -> journal.lastSequence(turns.account()))
        .hasMessageContaining("has not answered since");
    assertThat(Duration.ofNanos(System.nanoTime() - refused)).isLessThan(Duration.ofMillis(500));
    signalAll("CONT");

    assertThat(await(() -> database.trouble().isEmpty())).isTrue();
    List<Turn> replayed = replayWhenPossible(journal, turns);
    assertThat(replayed.subList(0, written.size())).isEqualTo(written);
    assertThat(replayed.subList(written.size(), replayed.size())).isIn(List.of(), unknown);
    journal.append(unknown);
    written.addAll(unknown);
    assertThat(replayWhenPossible(journal, turns)).isEqualTo(written);
  }

  @Test
  void aServerThatIsKilledTimeAndAgainIsStartedAgainEachTime() throws Exception {
    for (int kill = 0; kill < 7; kill++) {
      signal("KILL");
      assertThat(await(() -> database.trouble().isPresent())).isTrue();
      assertThat(await(() -> database.trouble().isEmpty())).isTrue();
    }
  }

  /** The server and the processes that serve its connections. */
  private void signalAll(String name) throws IOException, InterruptedException {
    String pid = Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0);
    ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    String pids =
        Stream.concat(Stream.of(server), server.descendants())
            .map(p -> Long.toString(p.pid()))
            .collect(Collectors.joining(" "));
    new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pids).start().waitFor();
  }

  private void killAfter(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      signal("KILL");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    String pid = Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0);
    assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid).start().waitFor())
        .isZero();
  }

  /** The pool may still hand out a connection that broke with the server. */
  private List<Turn> replayWhenPossible(PostgresJournal journal, Turns turns) {
    List<Turn> replayed = new ArrayList<>();
    assertThat(
            await(
                () -> {
                  replayed.clear();
                  try {
                    journal.replay(turns.account(), replayed::add);
                    return true;
                  } catch (PortException e) {
                    return false;
                  }
                }))
        .isTrue();
    return replayed;
  }

  private static boolean await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(50_000_000);
    }
    return true;
  }
}
