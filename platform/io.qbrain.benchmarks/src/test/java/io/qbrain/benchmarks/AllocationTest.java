package io.qbrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a run allocates is stable, unlike its time: these bounds only ever go down. It is measured
 * in a virtual machine of its own that waits for its compiler, because what other tests teach the
 * compiler changes what is allocated.
 */
class AllocationTest {
  /** W1 with all that its result keeps. */
  private static final double MAX_BYTES_A_BAR = 64;

  /** The bar as an object is 24 of them, its point of the equity curve 8. */
  private static final double MAX_BYTES_A_BAR_WITHOUT_TRADE = 35;

  /** From the decision to the booked fill. */
  private static final double MAX_BYTES_AN_ORDER = 512;

  /** So many that what a result begins with hardly counts. */
  private static final int BARS = 300_000;

  private static final Map<String, Double> BYTES = new TreeMap<>();

  @BeforeAll
  static void measure() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xbatch",
                "-cp",
                System.getProperty("java.class.path"),
                "io.qbrain.benchmarks.Benchmarks",
                "allocation",
                String.valueOf(BARS))
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    printed
        .lines()
        .filter(line -> line.matches(".{60} +[0-9.]+"))
        .forEach(
            line ->
                BYTES.put(
                    line.substring(0, 60).strip(), Double.valueOf(line.substring(60).strip())));
    assertThat(BYTES).as(printed).hasSize(6);
  }

  @Test
  void barsAllocateNoMoreThanTheyMust() {
    assertThat(BYTES.get("a bar of W1, in all")).isBetween(1.0, MAX_BYTES_A_BAR);
    assertThat(BYTES.get("a bar that brings no order, curve kept"))
        .isBetween(1.0, MAX_BYTES_A_BAR_WITHOUT_TRADE);
    assertThat(BYTES.get("a bar that an order waits for"))
        .isBetween(1.0, MAX_BYTES_A_BAR_WITHOUT_TRADE);
  }

  @Test
  void ordersAllocateNoMoreThanTheyMust() {
    assertThat(BYTES.get("an order's life in kernel and venue, nothing kept"))
        .isBetween(1.0, MAX_BYTES_AN_ORDER);
    assertThat(BYTES.get("an order's life in W1, all effects kept, but its bar"))
        .isBetween(1.0, MAX_BYTES_AN_ORDER);
  }
}
