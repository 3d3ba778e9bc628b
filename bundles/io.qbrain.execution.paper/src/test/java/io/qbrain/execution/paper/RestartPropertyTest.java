package io.qbrain.execution.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.kernel.FeeModel;
import io.qbrain.model.Bar;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ExecutionReport;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.simulation.BarRules;
import io.qbrain.simulation.FillTiming;
import io.qbrain.simulation.Liquidity;
import io.qbrain.simulation.PointRules;
import io.qbrain.simulation.Preset;
import io.qbrain.simulation.Slippage;
import io.qbrain.simulation.VenueRules;
import io.qbrain.simulation.WaitingRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * A venue that was stopped, killed, or killed in the middle of a write goes on as one that was not:
 * every report is the same.
 */
class RestartPropertyTest {
  private static final int BARS = 60;
  private static final int RESTARTS = 4;

  /** From Monday 2006-01-02 to Monday 2026-03-02: the calendar of China knows recent years. */
  private static final long DAYS_LATER =
      ChronoUnit.DAYS.between(LocalDate.of(2006, 1, 2), LocalDate.of(2026, 3, 2));

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void aRestartChangesNoReport(@ForAll long seed) throws IOException {
    Path folder = Files.createTempDirectory("venue");
    try {
      Random random = new Random(seed);
      Preset rules = rules(random);
      VenueScript script = new VenueScript(seed, bars(random));
      List<ExecutionReport> expected = undisturbed(rules, script, folder.resolve("whole"));
      List<ExecutionReport> found = disturbed(rules, script, folder.resolve("torn"), random);
      assertThat(found).as(rules.venue().toString()).isEqualTo(expected);
    } finally {
      delete(folder);
    }
  }

  private static PaperGateway connected(
      Preset rules, Path folder, long after, VenueScript.Hearing hearing) {
    PaperGateway gateway = new PaperGateway(rules, folder.resolve("venue.log"));
    VenueScript.instruments().forEach(gateway::list);
    gateway.connect(after, hearing);
    return gateway;
  }

  private static List<ExecutionReport> undisturbed(Preset rules, VenueScript script, Path folder) {
    VenueScript.Hearing hearing = new VenueScript.Hearing();
    PaperGateway gateway = connected(rules, folder, 0, hearing);
    script.steps().forEach(s -> s.call().accept(gateway));
    gateway.disconnect();
    return hearing.all();
  }

  private static List<ExecutionReport> disturbed(
      Preset rules, VenueScript script, Path folder, Random random) throws IOException {
    VenueScript.Hearing hearing = new VenueScript.Hearing();
    List<VenueScript.Step> steps = script.steps();
    List<Integer> at = random.ints(RESTARTS, 0, steps.size()).boxed().sorted().toList();
    PaperGateway gateway = connected(rules, folder, 0, hearing);
    for (int i = 0; i < steps.size(); i++) {
      if (!at.contains(i)) {
        steps.get(i).call().accept(gateway);
        continue;
      }
      switch (random.nextInt(3)) {
        case 0 -> {
          gateway.disconnect();
          gateway = connected(rules, folder, hearing.last(), hearing);
          steps.get(i).call().accept(gateway);
        }
        case 1 -> {
          long durable = Math.max(0, hearing.last() - random.nextInt(4));
          gateway = connected(rules, folder, durable, hearing);
          for (int j = Math.max(0, i - 8); j < i; j++) {
            if (steps.get(j).again()) {
              steps.get(j).call().accept(gateway);
            }
          }
          steps.get(i).call().accept(gateway);
        }
        default -> {
          tornCall(gateway, steps.get(i), folder, hearing, random);
          gateway = connected(rules, folder, hearing.last(), hearing);
          steps.get(i).call().accept(gateway);
        }
      }
    }
    gateway.disconnect();
    return hearing.all();
  }

  /** Makes a call whose writes are cut off somewhere, and whose reports nobody hears. */
  private static void tornCall(
      PaperGateway gateway,
      VenueScript.Step step,
      Path folder,
      VenueScript.Hearing hearing,
      Random random)
      throws IOException {
    Path log = folder.resolve("venue.log");
    Path memory = folder.resolve("venue.log.memory");
    byte[] logBefore = Files.readAllBytes(log);
    byte[] memoryBefore = Files.readAllBytes(memory);
    hearing.deaf = true;
    step.call().accept(gateway);
    hearing.deaf = false;
    byte[] logAfter = Files.readAllBytes(log);
    byte[] memoryAfter = Files.readAllBytes(memory);
    int logAdded = logAfter.length - logBefore.length;
    int memoryAdded = memoryAfter.length - memoryBefore.length;
    boolean inMemory = logAdded == 0 || random.nextBoolean();
    int keptOfMemory = inMemory && memoryAdded > 0 ? random.nextInt(memoryAdded) : memoryAdded;
    int keptOfLog = inMemory ? 0 : random.nextInt(logAdded);
    Path tornLog = folder.resolve("torn");
    Files.write(tornLog, Arrays.copyOf(logAfter, logBefore.length + keptOfLog));
    Files.move(tornLog, log, StandardCopyOption.REPLACE_EXISTING);
    Files.write(tornLog, Arrays.copyOf(memoryAfter, memoryBefore.length + keptOfMemory));
    Files.move(tornLog, memory, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Preset rules(Random random) {
    FillTiming[] timings = FillTiming.values();
    Liquidity.Rest[] rests = Liquidity.Rest.values();
    String[] fees = {
      "per-order:0.5,3,percentage:0.0001", "per-share:0.005,1.00,0.005", "maker-taker:0.0002,0.0005"
    };
    String[] slippages = {
      "none", "ticks:1", "volume-share:0.1", "fixed-bps:2", "or-waits:bps:5", "to-limit:ticks:2"
    };
    boolean late = random.nextInt(3) == 0;
    VenueRules venue =
        new VenueRules(random.nextBoolean(), 0, FeeModel.parse(fees[random.nextInt(fees.length)]))
            .withTiming(timings[random.nextInt(timings.length)])
            .withSlippage(Slippage.parse(slippages[random.nextInt(slippages.length)]))
            .withLiquidity(
                new Liquidity(
                    random.nextBoolean() ? Liquidity.UNLIMITED : Fixed.parse("0.025"),
                    rests[random.nextInt(rests.length)],
                    random.nextBoolean() ? 0 : Fixed.parse("40"),
                    random.nextBoolean(),
                    random.nextBoolean(),
                    random.nextInt(3) == 0))
            .withLatency(
                late ? Duration.ofSeconds(400).toNanos() : 0,
                late ? Duration.ofSeconds(1).toNanos() : 0)
            .withEntryBarProtected(random.nextBoolean());
    WaitingRules waiting =
        new WaitingRules(
                one(WaitingRules.AfterTrigger.values(), random),
                random.nextBoolean(),
                random.nextBoolean() ? 0 : Duration.ofMinutes(10).toNanos())
            .with(one(WaitingRules.LimitPrice.values(), random))
            .withStopRejected(random.nextBoolean());
    BarRules bars =
        new BarRules(
            one(BarRules.Sequence.values(), random),
            one(BarRules.Trailing.values(), random),
            one(BarRules.StopLimits.values(), random),
            one(BarRules.Entries.values(), random),
            new PointRules(random.nextBoolean(), random.nextBoolean()),
            one(BarRules.Path.values(), random));
    return Preset.DEFAULT.withVenue(venue.withWaiting(waiting).withBars(bars));
  }

  private static <T> T one(T[] of, Random random) {
    return of[random.nextInt(of.length)];
  }

  /** Five-minute bars of an index, moved to the morning in Shanghai; else a walk of ours. */
  private static List<Bar> bars(Random random) {
    return Cases.file("backtrader/2006-min-005.txt")
        .map(f -> real(f, random))
        .orElseGet(() -> walk(random, BARS));
  }

  private static List<Bar> real(Path file, Random random) {
    try (Stream<String> lines = Files.lines(file)) {
      List<Bar> bars = new ArrayList<>();
      for (String line : lines.skip(1 + random.nextInt(1_500)).limit(BARS).toList()) {
        String[] f = line.split(",");
        LocalDateTime close =
            LocalDateTime.parse(f[0] + "T" + f[1]).plusDays(DAYS_LATER).minusMinutes(450);
        bars.add(bar(close, price(f[2]), price(f[3]), price(f[4]), price(f[5])));
      }
      return bars;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long price(String text) {
    return Fixed.parse(text);
  }

  static List<Bar> walk(Random random, int count) {
    List<Bar> bars = new ArrayList<>();
    LocalDateTime time = LocalDateTime.parse("2026-03-02T01:35:00");
    long cent = Fixed.parse("0.01");
    long close = 350_000;
    for (int i = 0; i < count; i++) {
      time = i % 20 == 19 ? time.plusDays(1) : time.plusMinutes(5);
      long open = close + random.nextInt(601) - 300;
      long jump = random.nextInt(20) == 0 ? (long) (open * 0.06) : 700;
      close = open + (long) (random.nextGaussian() * jump);
      long high = Math.max(open, close) + random.nextInt(400);
      long low = Math.min(open, close) - random.nextInt(400);
      bars.add(bar(time, open * cent, high * cent, low * cent, close * cent));
    }
    return bars;
  }

  private static Bar bar(LocalDateTime close, long o, long h, long l, long c) {
    long time = close.toEpochSecond(ZoneOffset.UTC) * 1_000_000_000L;
    BarSpec spec = BarSpec.of(Duration.ofMinutes(5));
    InstrumentId id = VenueScript.PLAIN;
    return Bar.ofRaw(id, spec, time - spec.stepNanos(), time, o, h, l, c, 0);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
