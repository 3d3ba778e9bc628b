package io.qbrain.backtest;

import io.qbrain.backtest.Backtest.Entrant;
import io.qbrain.model.Instance;
import io.qbrain.strategy.ParameterSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One backtest with many parameters: every combination of the given values is run, on several
 * threads, and only what the caller takes of each result is kept.
 *
 * <pre>{@code
 * Sweep.of(backtest)
 *     .values("fastBars", "5", "10", "20")
 *     .range("slowBars", "30", "128", "2")
 *     .run(4)
 *     .forEach(row -> System.out.println(row.parameters() + " " + row.value()));
 * }</pre>
 *
 * <p>The rows come in the order of the combinations, the parameter that was named first varying
 * slowest; neither the order nor any figure depends on the number of threads. The columns of the
 * data are shared; each thread holds one run at a time. A factory is called from all of them.
 */
public final class Sweep {
  /** The greatest number of combinations of a sweep. */
  public static final int MAX_COMBINATIONS = 1_000_000;

  /** The greatest number of threads of a sweep. */
  public static final int MAX_THREADS = 256;

  /**
   * What became of one combination.
   *
   * @param parameters the values that the sweep gave, in the order in which they were named
   * @param value what was taken of the result; null if there is none
   * @param failure why there is none: the strategy refused its parameters or failed on the way;
   *     empty if there is one
   * @param <T> what is taken of a result
   */
  public record Row<T>(Map<String, String> parameters, @Nullable T value, String failure) {}

  private record Range(String name, List<String> values) {}

  private final Backtest backtest;
  private final List<Entrant> entrants;
  private final int swept;
  private final List<Range> ranges = new ArrayList<>();

  private Sweep(Backtest backtest, List<Entrant> entrants, int swept) {
    this.backtest = backtest;
    this.entrants = entrants;
    this.swept = swept;
  }

  /** Starts a sweep over the first strategy of a backtest. */
  public static Sweep of(Backtest backtest) {
    return new Sweep(backtest, backtest.entrants(), 0).checked("");
  }

  /** Starts a sweep over one of the strategies of a backtest, by the id of its instance. */
  public static Sweep of(Backtest backtest, String instance) {
    List<Entrant> entrants = backtest.entrants();
    int at = 0;
    while (at < entrants.size() && !entrants.get(at).id().toString().equals(instance)) {
      at++;
    }
    return new Sweep(backtest, entrants, at).checked(instance);
  }

  private Sweep checked(String instance) {
    if (swept >= entrants.size()) {
      throw new BacktestException(
          "instance.unknown",
          "expected the id of a strategy of "
              + entrants.stream().map(Entrant::id).toList()
              + ", found '"
              + instance
              + "'");
    }
    return this;
  }

  /**
   * Varies a parameter over the range that its declaration states: min to max by step, the choices
   * of an enum, or both values of a boolean.
   *
   * @throws BacktestException if there is no such parameter, or it declares no range
   */
  public Sweep over(String parameter) {
    ParameterSchema.Parameter p = declared(parameter);
    if (!p.choices().isEmpty()) {
      return add(parameter, p.choices());
    }
    if (p.type().equals("boolean")) {
      return add(parameter, List.of("false", "true"));
    }
    String min = p.min();
    String max = p.max();
    String step = p.step();
    if (min == null || max == null || step == null) {
      throw wrong(parameter + " declares no min, max and step; give its values");
    }
    return range(parameter, min, max, step);
  }

  /**
   * Varies a parameter from a number to another one, both included, by a step above zero; numbers
   * are decimal texts and are added exactly.
   *
   * @throws BacktestException if there is no such parameter or no such range
   */
  public Sweep range(String parameter, String from, String to, String step) {
    List<String> values = new ArrayList<>();
    try {
      BigDecimal last = new BigDecimal(to);
      BigDecimal by = new BigDecimal(step);
      if (by.signum() <= 0) {
        throw wrong(parameter + ": expected a step above 0, found " + step);
      }
      for (BigDecimal v = new BigDecimal(from); v.compareTo(last) <= 0; v = v.add(by)) {
        values.add(v.toPlainString());
        requireFew(values.size());
      }
    } catch (NumberFormatException e) {
      throw wrong(
          parameter
              + ": expected numbers, found '"
              + from
              + "', '"
              + to
              + "' and '"
              + step
              + "'; give its values");
    }
    return add(parameter, values);
  }

  /**
   * Varies a parameter over values as they are written in a configuration.
   *
   * @throws BacktestException if there is no such parameter or no value
   */
  public Sweep values(String parameter, String... values) {
    return add(parameter, List.of(values));
  }

  private Sweep add(String parameter, List<String> values) {
    declared(parameter);
    if (values.isEmpty()) {
      throw wrong(parameter + ": expected at least one value, found none");
    }
    if (ranges.stream().anyMatch(r -> r.name().equals(parameter))) {
      throw wrong(parameter + ": expected one range, found two");
    }
    requireFew((long) combinations() * values.size());
    ranges.add(new Range(parameter, List.copyOf(values)));
    return this;
  }

  private ParameterSchema.Parameter declared(String parameter) {
    List<ParameterSchema.Parameter> all =
        ParameterSchema.of(entrants.get(swept).factory().configType()).parameters();
    return all.stream()
        .filter(p -> p.name().equals(parameter))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "expected a parameter of "
                        + all.stream().map(ParameterSchema.Parameter::name).toList()
                        + ", found '"
                        + parameter
                        + "'"));
  }

  private static void requireFew(long combinations) {
    if (combinations > MAX_COMBINATIONS) {
      throw wrong("expected at most " + MAX_COMBINATIONS + " combinations, found " + combinations);
    }
  }

  private static BacktestException wrong(String message) {
    return new BacktestException("sweep.invalid", message);
  }

  /** Returns the number of combinations; one if nothing varies. */
  public int combinations() {
    int product = 1;
    for (Range r : ranges) {
      product *= r.values().size();
    }
    return product;
  }

  /** Returns the values of a combination from 0, in the order in which they were named. */
  public Map<String, String> combination(int number) {
    if (number < 0 || number >= combinations()) {
      throw new IndexOutOfBoundsException(
          "expected a number from 0 to " + (combinations() - 1) + ", found " + number);
    }
    String[] chosen = new String[ranges.size()];
    int rest = number;
    for (int i = chosen.length - 1; i >= 0; i--) {
      List<String> values = ranges.get(i).values();
      chosen[i] = values.get(rest % values.size());
      rest /= values.size();
    }
    Map<String, String> combination = new LinkedHashMap<>();
    for (int i = 0; i < chosen.length; i++) {
      combination.put(ranges.get(i).name(), chosen[i]);
    }
    return Collections.unmodifiableMap(combination);
  }

  /** Runs all combinations and keeps the figures of each. */
  public List<Row<List<Figure>>> run(int threads) {
    return run(threads, BacktestResult::figures);
  }

  /**
   * Runs all combinations and keeps what a function takes of each result. The calling thread waits;
   * if it is interrupted, or the function or the engine throws, the sweep ends.
   *
   * @param threads how many run at the same time, from 1; processors are a good number
   * @param taken called once per combination, on the thread that ran it; what it returns should not
   *     hold the result, which is large
   * @param <T> what is kept of a result
   * @return a row per combination, in their order
   * @throws BacktestException if the data or the capital are not as expected, or the calling thread
   *     is interrupted
   */
  public <T> List<Row<T>> run(int threads, Function<BacktestResult, T> taken) {
    if (threads < 1 || threads > MAX_THREADS) {
      throw wrong("expected 1 to " + MAX_THREADS + " threads, found " + threads);
    }
    List<@Nullable Row<T>> rows = new ArrayList<>(Collections.nCopies(combinations(), null));
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    Runnable work =
        () -> {
          try {
            int number = next.getAndIncrement();
            while (number < rows.size() && broken.get() == null) {
              rows.set(number, row(number, taken));
              number = next.getAndIncrement();
            }
          } catch (RuntimeException | Error e) {
            broken.compareAndSet(null, e);
          }
        };
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(threads, rows.size()); i++) {
      Thread worker = new Thread(work, "qbrain-sweep-" + i);
      worker.setDaemon(true);
      workers.add(worker);
      worker.start();
    }
    await(workers, broken);
    return complete(rows);
  }

  private static void await(List<Thread> workers, AtomicReference<@Nullable Throwable> broken) {
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      broken.compareAndSet(null, e);
      Thread.currentThread().interrupt();
    }
    Throwable cause = broken.get();
    if (cause instanceof RuntimeException e) {
      throw e;
    } else if (cause instanceof Error e) {
      throw e;
    } else if (cause != null) {
      throw new BacktestException("sweep.interrupted", "the sweep was interrupted");
    }
  }

  private static <T> List<Row<T>> complete(List<@Nullable Row<T>> rows) {
    List<Row<T>> complete = new ArrayList<>(rows.size());
    for (Row<T> row : rows) {
      if (row != null) {
        complete.add(row);
      }
    }
    return Collections.unmodifiableList(complete);
  }

  private <T> Row<T> row(int number, Function<BacktestResult, T> taken) {
    Map<String, String> combination = combination(number);
    Entrant base = entrants.get(swept);
    Map<String, String> parameters = new LinkedHashMap<>(base.parameters());
    parameters.putAll(combination);
    try {
      ParameterSchema.of(base.factory().configType()).bind(parameters);
    } catch (IllegalArgumentException e) {
      return new Row<>(combination, null, String.valueOf(e.getMessage()));
    }
    List<Entrant> with = new ArrayList<>(entrants);
    with.set(
        swept,
        new Entrant(
            base.id(),
            base.ref(),
            base.factory(),
            Collections.unmodifiableMap(parameters),
            base.capital()));
    BacktestResult result = backtest.run(with);
    Optional<String> fault =
        result.account().books().stream()
            .map(book -> book.instance())
            .filter(i -> i.state() == Instance.State.FAULTED)
            .map(i -> i.id() + " was stopped: " + i.reason())
            .findFirst();
    return fault.isPresent()
        ? new Row<>(combination, null, fault.get())
        : new Row<>(combination, taken.apply(result), "");
  }

  @Override
  public String toString() {
    return combinations() + " combinations of " + ranges.stream().map(Range::name).toList();
  }
}
