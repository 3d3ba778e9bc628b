package io.qbrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchmarksTest {

  private static String print(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(new Benchmarks(new PrintStream(out, true, StandardCharsets.UTF_8)).run(arguments))
        .isTrue();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsAllContestantsWithTheirRatios() {
    assertThat(print("w1", "5000", "1"))
        .contains("W1, 5,000 bars", "limit loop L", "event loop E", "engine", "x L", "x E");
    assertThat(print("w2", "500", "1")).contains("W2, 100 symbols, 50,000 bars", "E by columns");
    assertThat(print("w3", "200", "1")).contains("1000 combinations on 2 threads, 200,000 bars");
  }

  @Test
  void printsWhatIsAllocated() {
    assertThat(print("allocation", "5000"))
        .contains("W1 of 5,000 bars", "a bar of W1, in all", "an order's life in kernel and venue");
  }

  @Test
  void printsLatenciesAndThePriceOfChecks() {
    assertThat(print("latency", "5000"))
        .contains("the clock itself", "full speed", "10,000 a second", "best half second")
        .contains("risk checks");
  }

  @Test
  void hostsInstancesThatAllSeeEveryQuote() {
    assertThat(print("hosting", "200", "1"))
        .contains("200 instances x 1,000 quotes/s", "of one core", "bytes an instance");
  }

  @Test
  void loadsAndScansTheStore() {
    assertThat(print("store", "5000", "1"))
        .contains("10 x 5,000 bars", "load, durable", "scan, mapped and checked", "bytes a row");
  }

  @Test
  void refusesUnknownNames() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(new Benchmarks(new PrintStream(out, true, StandardCharsets.UTF_8)).run("w4"))
        .isFalse();
  }
}
