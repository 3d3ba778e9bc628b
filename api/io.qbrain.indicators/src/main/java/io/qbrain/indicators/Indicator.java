package io.qbrain.indicators;

import java.util.Arrays;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What all indicators share: counting towards warmth, reset, and a state that can be saved.
 *
 * <p>An indicator is fed one bar (or one number) at a time through the {@code update} method of its
 * class, and answers from what it was fed so far. It is warm once it has seen {@link #warmUp()}
 * updates; asked for a value before that, it throws instead of answering with a number that looks
 * like one.
 *
 * <pre>{@code
 * private final Ema fast = new Ema(12, Ema.Seed.SMA_OF_FIRST_N);
 *
 * public void onBar(Bar bar, StrategyContext context) {
 *   fast.update(bar.close());
 *   if (fast.isWarm()) {
 *     // use fast.value()
 *   }
 * }
 * }</pre>
 *
 * <p>Thread: confined to one, normally that of the strategy's callbacks. An update allocates
 * nothing and takes constant time on average over the period (but see {@link Cci}). The same
 * updates give the same bits on every JDK.
 *
 * <p>Inputs are finite and at most {@link #MAX_INPUT} in size, so that no sum or square can
 * overflow. A refused update changes nothing.
 *
 * <p>The platform provides the subclasses; authors combine indicators rather than extend them.
 *
 * @since 1.0
 */
@ProviderType
public abstract class Indicator {
  /** The longest period or window an indicator accepts. */
  public static final int MAX_PERIOD = 1_000_000;

  /** The greatest size of a number an indicator accepts as an input. */
  public static final double MAX_INPUT = 1e100;

  private final String name;
  private final int layout;
  private final int warmUp;
  private final double[] parameters;
  private long updates;

  /**
   * @param name the indicator with its arguments, as in "Sma(20)", for messages
   * @param layout what the numbers of a saved state mean: 100 x the class's number + its version
   * @param warmUp how many updates make it warm
   * @param parameters what a saved state must agree with to be restored here
   */
  Indicator(String name, int layout, int warmUp, double... parameters) {
    this.name = name;
    this.layout = layout;
    this.warmUp = warmUp;
    this.parameters = parameters;
  }

  /** Returns how many updates it takes until there is a value, at least 1. */
  public final int warmUp() {
    return warmUp;
  }

  /** Returns whether there is a value: true from update number {@link #warmUp()} on. */
  public final boolean isWarm() {
    return updates >= warmUp;
  }

  /**
   * Returns the current value; each class says what it is and in which unit.
   *
   * @throws IllegalStateException if the indicator is not yet warm
   */
  public abstract double value();

  /** Forgets everything: the indicator is as new. */
  public final void reset() {
    updates = 0;
    clear();
  }

  /**
   * Returns all that this indicator remembers, for {@link #restore}: the layout of the state, the
   * indicator's parameters, the number of updates, and then what its class keeps. The length is the
   * same at all times; treat the content as opaque. A new array each time.
   */
  public final double[] state() {
    StateOut out = new StateOut();
    out.put(layout);
    out.put(parameters);
    save(out);
    return out.toArray();
  }

  /**
   * Continues where the indicator that gave {@code state} stood: from here on both answer alike, to
   * the last bit. Warm or not does not matter, neither does what this one was fed before.
   *
   * @param state from {@link #state()} of an indicator of the same class and arguments
   * @throws IllegalArgumentException if the state is of another class or layout, of other
   *     arguments, of the wrong length, or damaged; the indicator then is as it was
   */
  public final void restore(double[] state) {
    double[] before = state();
    StateIn in = new StateIn(name, state);
    in.expectHeader(layout, parameters, before.length);
    try {
      load(in);
    } catch (IllegalArgumentException damaged) {
      load(new StateIn(name, before).skip(1 + parameters.length));
      throw damaged;
    }
  }

  /** Returns the indicator with its arguments, as in {@code Sma(20)}. */
  @Override
  public final String toString() {
    return name;
  }

  /** Forgets what the class itself keeps. */
  abstract void clear();

  /** Writes what the class itself keeps. */
  abstract void saveOwn(StateOut out);

  /** Reads what {@link #saveOwn} wrote. */
  abstract void loadOwn(StateIn in);

  /** Writes the state without its header: also for indicators inside others. */
  final void save(StateOut out) {
    out.put(updates);
    saveOwn(out);
  }

  /** Reads what {@link #save} wrote. */
  final void load(StateIn in) {
    updates = in.count("number of updates");
    loadOwn(in);
  }

  /** Returns how many updates were taken since the beginning or the last reset. */
  final long updates() {
    return updates;
  }

  /** Counts an update. */
  final void count() {
    updates++;
  }

  /** Checks one input. */
  final void check(double input) {
    if (!(Math.abs(input) <= MAX_INPUT)) {
      throw new IllegalArgumentException(
          name + ": expected a finite input of size <= " + MAX_INPUT + ", found " + input);
    }
  }

  /** Checks one input and counts the update. */
  final void admit(double input) {
    check(input);
    updates++;
  }

  /** Checks two inputs and counts the update. */
  final void admit(double first, double second) {
    check(first);
    check(second);
    updates++;
  }

  /** Checks a high and a low and counts the update. */
  final void admitRange(double high, double low) {
    checkRange(high, low);
    updates++;
  }

  /** Checks a bar's high, low and close and counts the update. */
  final void admitBar(double high, double low, double close) {
    checkRange(high, low);
    check(close);
    if (close < low || close > high) {
      throw new IllegalArgumentException(
          name + ": expected low <= close <= high, found " + low + ", " + close + " and " + high);
    }
    updates++;
  }

  /** Throws unless the indicator is warm. */
  final void requireWarm() {
    if (updates < warmUp) {
      throw new IllegalStateException(
          name + " has no value yet: it needs " + warmUp + " updates and has seen " + updates);
    }
  }

  /** Returns the argument if it can be a period. */
  static int period(String argument, int minimum, int value) {
    if (value < minimum) {
      throw new IllegalArgumentException(
          "expected " + argument + " >= " + minimum + ", found " + value);
    }
    if (value > MAX_PERIOD) {
      throw new IllegalArgumentException(
          "expected " + argument + " <= " + MAX_PERIOD + ", found " + value);
    }
    return value;
  }

  private void checkRange(double high, double low) {
    check(high);
    check(low);
    if (high < low) {
      throw new IllegalArgumentException(
          name + ": expected high >= low, found " + high + " and " + low);
    }
  }

  /** The numbers of a state in the making. */
  static final class StateOut {
    private double[] numbers = new double[16];
    private int length;

    void put(double... values) {
      if (length + values.length > numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * (length + values.length));
      }
      System.arraycopy(values, 0, numbers, length, values.length);
      length += values.length;
    }

    double[] toArray() {
      return Arrays.copyOf(numbers, length);
    }
  }

  /** A state being read, number by number; each is checked before it is used. */
  static final class StateIn {
    private final String reader;
    private final double[] numbers;
    private int next;

    StateIn(String reader, double[] numbers) {
      this.reader = reader;
      this.numbers = numbers;
    }

    /** Reads layout and parameters and checks them and the length of the whole. */
    void expectHeader(int layout, double[] parameters, int length) {
      if (numbers.length == 0 || numbers[0] != layout) {
        throw damaged("layout " + layout, numbers.length == 0 ? "nothing" : "" + numbers[0]);
      }
      int body = 1 + parameters.length;
      double[] found = Arrays.copyOfRange(numbers, 1, Math.max(1, Math.min(body, numbers.length)));
      if (!Arrays.equals(found, parameters)) {
        throw damaged("arguments " + Arrays.toString(parameters), Arrays.toString(found));
      }
      if (numbers.length != length) {
        throw damaged(length + " numbers", numbers.length + " numbers");
      }
      next = body;
    }

    StateIn skip(int count) {
      next += count;
      return this;
    }

    /** Reads a finite number. */
    double number() {
      double number = numbers[next];
      if (!Double.isFinite(number)) {
        throw damaged("a finite number at index " + next, "" + number);
      }
      next++;
      return number;
    }

    /** Reads finite numbers into the whole of an array. */
    void numbers(double[] target) {
      for (int i = 0; i < target.length; i++) {
        target[i] = number();
      }
    }

    /** Reads a whole number that is not negative. */
    long count(String what) {
      return whole(what, 1L << 53);
    }

    /** Reads a whole number that is not negative and less than {@code bound}. */
    int index(String what, int bound) {
      return (int) whole(what, bound);
    }

    private long whole(String what, long bound) {
      double number = numbers[next];
      if (!(number >= 0 && number < bound && number == (long) number)) {
        throw damaged("a " + what + " from 0 to " + (bound - 1) + " at index " + next, "" + number);
      }
      next++;
      return (long) number;
    }

    private IllegalArgumentException damaged(String expected, String found) {
      return new IllegalArgumentException(
          reader + ": cannot restore this state: expected " + expected + ", found " + found);
    }
  }
}
