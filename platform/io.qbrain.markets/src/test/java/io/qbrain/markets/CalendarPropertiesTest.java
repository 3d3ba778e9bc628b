package io.qbrain.markets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.TradingCalendar;
import io.qbrain.model.TradingPhase;
import io.qbrain.model.TradingSession;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CalendarPropertiesTest {
  private static final long FROM = 1_000_000_000_000_000_000L;
  private static final long TO = 1_800_000_000_000_000_000L;

  private final Markets markets = new Markets();

  @Test
  void sessionsOfEveryMarketAreInOrderAndDisjoint() {
    for (String name : markets.names()) {
      TradingCalendar calendar = markets.named(name).calendar();
      TradingSession last = null;
      int count = 0;
      for (TradingSession s = calendar.sessionAtOrAfter(Long.MIN_VALUE);
          s != null;
          s = calendar.sessionAtOrAfter(s.endNanos())) {
        assertThat(s.endNanos()).isGreaterThan(s.beginNanos());
        if (last != null) {
          assertThat(s.beginNanos()).isGreaterThanOrEqualTo(last.endNanos());
          assertThat(s.day()).isAfter(last.day());
        }
        assertThat(calendar.sessionOf(s.day())).isSameAs(s);
        last = s;
        count++;
      }
      assertThat(calendar.toString()).startsWith(count + " sessions");
    }
  }

  @Property(tries = 300)
  void anyTimeOfAnyMarketHasOneAnswer(
      @ForAll("names") String name, @ForAll @LongRange(min = FROM, max = TO) long nanos) {
    TradingCalendar calendar = markets.named(name).calendar();
    TradingSession next = calendar.sessionAtOrAfter(nanos);
    TradingPhase phase = calendar.phaseAt(nanos);
    assertThat(calendar.isOpen(nanos)).isEqualTo(phase.isOpen());
    assertThat(calendar.isOpenWithin(nanos, nanos + 1)).isEqualTo(phase.isOpen());
    assertThat(next != null && next.contains(nanos)).isEqualTo(phase != TradingPhase.CLOSED);
    if (next != null) {
      assertThat(next.phaseAt(nanos)).isEqualTo(phase);
      assertThat(next.endNanos()).isGreaterThan(nanos);
      TradingSession before = calendar.sessionBefore(nanos);
      if (before != null && before != next) {
        assertThat(before.endNanos()).isLessThanOrEqualTo(nanos);
        assertThat(calendar.sessionAtOrAfter(before.endNanos())).isSameAs(next);
      }
    }
  }

  /** Small sessions, so that every instant can be asked. */
  @Property(tries = 200)
  void aTableAnswersAsASearchThroughAllPhases(
      @ForAll("sessions") List<TradingSession> sessions,
      @ForAll @IntRange(min = 1, max = 9) int width) {
    TradingCalendar calendar = TradingCalendar.of(sessions);
    for (int t = -2; t < 60; t++) {
      TradingPhase phase = TradingPhase.CLOSED;
      boolean within = false;
      for (TradingSession s : sessions) {
        if (s.contains(t)) {
          phase = s.phaseAt(t);
        }
        for (int u = t; u < t + width; u++) {
          within |= s.phaseAt(u).isOpen();
        }
      }
      assertThat(calendar.phaseAt(t)).isEqualTo(phase);
      assertThat(calendar.isOpen(t)).isEqualTo(phase.isOpen());
      assertThat(calendar.isOpenWithin(t, t + width)).isEqualTo(within);
      assertThat(calendar.isOpenWithin(t, t)).isFalse();
    }
    for (int i = 0; i < sessions.size(); i++) {
      TradingSession found = calendar.sessionAfter(sessions.get(0).beginNanos(), i);
      assertThat(found).isSameAs(sessions.get(i));
      assertThat(calendar.sessionBefore(sessions.get(i).beginNanos() + 1))
          .isSameAs(sessions.get(i));
    }
    assertThat(calendar.sessionAfter(sessions.get(0).beginNanos(), sessions.size())).isNull();
  }

  @Test
  void refusesSessionsOutOfOrder() {
    TradingSession first = session(1, 0, 5);
    TradingSession second = session(2, 5, 9);
    assertThat(TradingCalendar.of(List.of(first, second)).isOpenWithin(0, 9)).isTrue();
    assertThatThrownBy(() -> TradingCalendar.of(List.of(second, first)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1970-01-02");
    assertThatThrownBy(() -> TradingCalendar.of(List.of(first, session(2, 4, 9))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> TradingSession.builder(LocalDate.EPOCH, 5).until(5, TradingPhase.CONTINUOUS))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> TradingSession.builder(LocalDate.EPOCH, 5).until(6, TradingPhase.BREAK).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trades");
    assertThat(Objects.requireNonNull(TradingCalendar.of(List.of()).toString()))
        .isEqualTo("no session");
  }

  private static TradingSession session(int day, long from, long to) {
    return TradingSession.builder(LocalDate.ofEpochDay(day), from)
        .until(to, TradingPhase.CONTINUOUS)
        .build();
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(markets.names());
  }

  @Provide
  Arbitrary<List<TradingSession>> sessions() {
    Arbitrary<List<TradingPhase>> phases =
        Arbitraries.of(TradingPhase.class)
            .filter(p -> p != TradingPhase.CLOSED)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4)
            .filter(list -> list.stream().anyMatch(TradingPhase::isOpen));
    Arbitrary<List<List<TradingPhase>>> days = phases.list().ofMinSize(1).ofMaxSize(4);
    Arbitrary<List<Integer>> lengths = Arbitraries.integers().between(1, 3).list().ofSize(20);
    Arbitrary<List<Integer>> gaps = Arbitraries.integers().between(0, 3).list().ofSize(4);
    return Combinators.combine(days, lengths, gaps).as(CalendarPropertiesTest::built);
  }

  private static List<TradingSession> built(
      List<List<TradingPhase>> days, List<Integer> lengths, List<Integer> gaps) {
    List<TradingSession> sessions = new ArrayList<>();
    long time = 0;
    int n = 0;
    for (int d = 0; d < days.size(); d++) {
      time += gaps.get(d);
      TradingSession.Builder b = TradingSession.builder(LocalDate.ofEpochDay(d), time);
      for (TradingPhase p : days.get(d)) {
        time += lengths.get(n++);
        b.until(time, p);
      }
      sessions.add(b.build());
    }
    return sessions;
  }
}
