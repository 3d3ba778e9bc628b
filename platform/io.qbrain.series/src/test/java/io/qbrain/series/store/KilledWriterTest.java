package io.qbrain.series.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.BarSeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process with the signal that none survives, again and again while it appends; {@code
 * -Dqbrain.kills=100} for more.
 */
class KilledWriterTest {
  private static final int KILLS = Integer.getInteger("qbrain.kills", 8);
  private static final int MOST_OF_ONE_APPEND = 6_000;

  private final Path root;

  KilledWriterTest(@TempDir Path root) {
    this.root = root;
  }

  /** The child: goes on at the end, and says how many rows are acknowledged. */
  public static final class Appender {
    private Appender() {}

    /** Appends until it is killed; the words are the folder and a seed. */
    public static void main(String[] words) {
      ColumnStore store = new ColumnStore(Path.of(words[0]));
      Random sizes = new Random(Long.parseLong(words[1]));
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      long rows = store.find(Walk.SERIES).map(e -> e.rows()).orElse(0L);
      out.println(rows);
      while (true) {
        int count = 1 + (sizes.nextInt(4) == 0 ? sizes.nextInt(MOST_OF_ONE_APPEND) : 0);
        store.append(Walk.bars(rows, count));
        rows += count;
        out.println(rows);
      }
    }
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void whatWasAcknowledgedIsThereAndNothingElseIsServed() throws Exception {
    ColumnStore store = new ColumnStore(root);
    Random random = new Random(7);
    long rows = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long acknowledged = appendAndKill(kill, 20 + random.nextInt(60), random.nextInt(900));
      BarSeries found = (BarSeries) store.read(Walk.SERIES, Long.MIN_VALUE, Long.MAX_VALUE);

      assertThat((long) found.size())
          .as("rows after kill %s", kill)
          .isBetween(Math.max(rows, acknowledged), acknowledged + MOST_OF_ONE_APPEND);
      assertThat(Walk.firstWrong(found)).as("first wrong row after kill %s", kill).isEqualTo(-1);
      rows = found.size();
    }
    assertThat(rows).isPositive();
  }

  private long appendAndKill(int seed, int appends, int microseconds)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Appender.class.getName(),
                    root.toString(),
                    String.valueOf(seed)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long acknowledged = 0;
    try (BufferedReader answers = child.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < appends; i++) {
        acknowledged = number(answers.readLine());
      }
      long until = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(microseconds);
      while (System.nanoTime() - until < 0) {
        Thread.onSpinWait();
      }
      child.toHandle().destroyForcibly();
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        acknowledged = line.matches("[0-9]+") ? Math.max(acknowledged, number(line)) : acknowledged;
      }
    } finally {
      child.destroyForcibly();
    }
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return acknowledged;
  }

  private static long number(String line) {
    assertThat(line).as("the child's answer").isNotNull();
    return Long.parseLong(line);
  }
}
