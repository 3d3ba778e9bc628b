package io.qbrain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.model.BarSeries;
import io.qbrain.model.BarSpec;
import io.qbrain.model.InstrumentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SeriesCursorTest {

  private static BarSeries series(String instrument, String spec, long... times) {
    BarSeries.Builder builder = BarSeries.builder(InstrumentId.of(instrument), BarSpec.parse(spec));
    for (long time : times) {
      builder.add(time, 1, 1, 1, 1, 0);
    }
    return builder.build();
  }

  private static List<String> walk(SeriesCursor cursor) {
    List<String> seen = new ArrayList<>();
    while (cursor.next()) {
      assertThat(cursor.bar()).isEqualTo(cursor.series().event(cursor.row()));
      assertThat(cursor.timeNanos()).isEqualTo(cursor.bar().timeNanos());
      seen.add(
          cursor.timeNanos()
              + " "
              + cursor.event().instrument().symbol()
              + (cursor.lastOfTime() ? "." : ""));
    }
    assertThat(cursor.next()).isFalse();
    return seen;
  }

  @Test
  void goesByTimeThenInstrumentAndMarksTheLastOfATime() {
    SeriesCursor cursor =
        SeriesCursor.of(
            List.of(
                series("C.X", "1m", 1, 2, 4),
                series("A.X", "1m", 2, 3, 4),
                series("B.X", "1m", 1, 4)));

    assertThat(walk(cursor))
        .containsExactly("1 B", "1 C.", "2 A", "2 C.", "3 A.", "4 A", "4 B", "4 C.");
  }

  @Test
  void goesThroughOneSeries() {
    assertThat(walk(SeriesCursor.of(List.of(series("A.X", "1m", 1, 2, 5)))))
        .containsExactly("1 A.", "2 A.", "5 A.");
  }

  @Test
  void hasNothingToSayAboutNothing() {
    assertThat(SeriesCursor.of(List.of()).next()).isFalse();
    assertThat(SeriesCursor.of(List.of(series("A.X", "1m"))).next()).isFalse();
    assertThat(SeriesCursor.of(List.of(series("A.X", "1m"), series("B.X", "1m"))).next()).isFalse();
  }

  @Test
  void keepsToASpanOfTime() {
    List<BarSeries> both = List.of(series("A.X", "1m", 1, 2, 3), series("B.X", "1m", 2, 3, 4));

    SeriesCursor cursor = SeriesCursor.between(both, 2, 4);
    assertThat(cursor.remaining()).isEqualTo(4);
    assertThat(walk(cursor)).containsExactly("2 A", "2 B.", "3 A", "3 B.");
    assertThat(walk(SeriesCursor.between(both.subList(0, 1), 2, 3))).containsExactly("2 A.");
  }

  @Test
  void takesTheShorterBarsOfAnInstrumentFirst() {
    SeriesCursor cursor =
        SeriesCursor.of(List.of(series("A.X", "1h", 10), series("A.X", "1m", 5, 10)));

    List<String> specs = new ArrayList<>();
    while (cursor.next()) {
      specs.add(cursor.bar().spec().toString());
    }
    assertThat(specs).containsExactly("1m", "1m", "1h");
  }

  @Test
  void refusesTheSameSeriesTwice() {
    assertThatThrownBy(
            () -> SeriesCursor.of(List.of(series("A.X", "1m", 1), series("A.X", "1m", 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found two of A.X 1m");
  }

  @Property(tries = 200)
  void bringsEachBarOnceInOrder(
      @ForAll @Size(max = 6) List<@Size(max = 20) Set<@LongRange(min = 1, max = 30) Long>> times) {
    List<BarSeries> all =
        IntStream.range(0, times.size())
            .mapToObj(
                i ->
                    series(
                        (char) ('A' + i) + ".X",
                        "1m",
                        new TreeSet<>(times.get(i)).stream().mapToLong(t -> t).toArray()))
            .toList();

    SeriesCursor cursor = SeriesCursor.of(all);
    List<String> seen = new ArrayList<>();
    int count = 0;
    boolean last = true;
    long before = Long.MIN_VALUE;
    while (cursor.next()) {
      assertThat(last).isEqualTo(cursor.timeNanos() > before);
      before = cursor.timeNanos();
      last = cursor.lastOfTime();
      seen.add(String.format("%03d %s", cursor.timeNanos(), cursor.event().instrument()));
      count++;
    }

    assertThat(count).isEqualTo(times.stream().mapToInt(Set::size).sum());
    assertThat(seen).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
  }
}
