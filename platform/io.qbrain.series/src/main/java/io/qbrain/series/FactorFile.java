package io.qbrain.series;

import io.qbrain.model.BarSeries;
import io.qbrain.model.CorporateAction;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Times;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Dated factors that take dividends and splits out of prices, in the layout of LEAN: rows of {@code
 * yyyyMMdd,price factor,split factor[,reference price]} in order of dates.
 *
 * <p>A row holds for its date and the days before, back to the row above. The adjusted price is the
 * price x price factor x split factor, rounded half to even at 1e-8 and never to a tick; a volume
 * is divided by the split factor. Bars after the last row are as they were.
 */
public final class FactorFile {
  private record Row(
      LocalDate date, BigDecimal priceFactor, BigDecimal splitFactor, BigDecimal close) {}

  private final List<Row> rows;

  private FactorFile(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * Reads a factor file.
   *
   * @throws SeriesException if it is not there or a line is no row of factors
   */
  public static FactorFile read(Path path) {
    List<Row> rows = new ArrayList<>();
    BarFiles.read(path, (name, text) -> readRows(new LineReader(text, name), name, rows));
    if (rows.isEmpty()) {
      throw new SeriesException(path + ": expected rows of factors, found none");
    }
    return new FactorFile(rows);
  }

  private static void readRows(LineReader lines, String name, List<Row> rows) throws IOException {
    Fields fields = new Fields();
    while (lines.next()) {
      if (lines.isEmpty()) {
        continue;
      }
      fields.split(lines, ',');
      try {
        Row row = row(fields.texts());
        if (!rows.isEmpty() && !row.date.isAfter(rows.get(rows.size() - 1).date)) {
          throw new IllegalArgumentException("rows in order of dates");
        }
        rows.add(row);
      } catch (IllegalArgumentException | DateTimeParseException e) {
        throw new SeriesException(
            name
                + ":"
                + lines.line()
                + ": expected a date after the one before, and factors > 0, such as"
                + " 20131007,0.9304792,1, found '"
                + lines.text()
                + "'",
            e);
      }
    }
  }

  private static Row row(List<String> fields) {
    if (fields.size() < 3) {
      throw new IllegalArgumentException("three columns");
    }
    Row row =
        new Row(
            LocalDate.parse(fields.get(0), DateTimeFormatter.BASIC_ISO_DATE),
            new BigDecimal(fields.get(1)),
            new BigDecimal(fields.get(2)),
            fields.size() < 4 ? BigDecimal.ZERO : new BigDecimal(fields.get(3)));
    if (row.priceFactor.signum() <= 0
        || row.splitFactor.movePointRight(Fixed.DIGITS).compareTo(BigDecimal.ONE) < 0
        || !isPlain(row.priceFactor)
        || !isPlain(row.splitFactor)) {
      throw new IllegalArgumentException("factors > 0");
    }
    return row;
  }

  private static boolean isPlain(BigDecimal factor) {
    return factor.scale() >= 0 && factor.scale() <= 12 && factor.precision() <= 16;
  }

  /** Returns the date of the last row: prices of that day are as they were traded. */
  public LocalDate asOf() {
    return rows.get(rows.size() - 1).date;
  }

  /**
   * Returns the splits and dividends that the factors take out, for an account that trades raw
   * prices, or (with {@code SPLIT}) prices adjusted for splits, whose dividends are then those of
   * adjusted shares. They are effective at the end of the day of their row.
   *
   * @throws SeriesException if a row with a dividend has no reference price
   */
  public List<CorporateAction> actions(
      InstrumentId instrument, Currency currency, Adjustment adjustment, ZoneId zone) {
    return actions(new FactorActions(instrument, currency, false), adjustment, zone);
  }

  /**
   * Returns the same with the ratios of splits as their rounded factors have them, e.g. 2500000 for
   * 357143 where 7 for 1 is meant: what is left of a share is paid then.
   */
  public List<CorporateAction> actionsAsWritten(
      InstrumentId instrument, Currency currency, Adjustment adjustment, ZoneId zone) {
    return actions(new FactorActions(instrument, currency, true), adjustment, zone);
  }

  private List<CorporateAction> actions(FactorActions found, Adjustment adjustment, ZoneId zone) {
    for (int i = 0; i + 1 < rows.size() && adjustment != Adjustment.TOTAL; i++) {
      Row row = rows.get(i);
      Row next = rows.get(i + 1);
      long ex = endOf(row.date, zone);
      if (row.priceFactor.compareTo(next.priceFactor) != 0) {
        if (row.close.signum() <= 0) {
          throw new SeriesException("expected a reference price on " + row.date + ", found none");
        }
        BigDecimal close =
            adjustment == Adjustment.SPLIT ? row.close.multiply(row.splitFactor) : row.close;
        found.dividend(row.priceFactor, next.priceFactor, close, ex);
      }
      if (adjustment == Adjustment.NONE) {
        found.split(row.splitFactor, next.splitFactor, ex);
      }
    }
    return found.actions();
  }

  /**
   * Returns a series adjusted by these factors; a bar belongs to the day in {@code zone} in which
   * it closes, where midnight is the end of a day.
   */
  public BarSeries adjust(BarSeries series, Adjustment adjustment, ZoneId zone) {
    if (adjustment == Adjustment.NONE) {
      return series;
    }
    BarSeries.Builder adjusted = BarSeries.builder(series.instrument(), series.spec());
    int at = 0;
    Factor factor = Factor.ONE;
    long validToNanos = Long.MIN_VALUE;
    for (int row = 0; row < series.size(); row++) {
      if (series.closeTimeNanos(row) > validToNanos) {
        LocalDate date = Times.instant(series.closeTimeNanos(row) - 1).atZone(zone).toLocalDate();
        while (at < rows.size() && rows.get(at).date.isBefore(date)) {
          at++;
        }
        boolean last = at == rows.size();
        factor = last ? Factor.ONE : Factor.of(rows.get(at), adjustment);
        validToNanos = last ? Long.MAX_VALUE : endOf(rows.get(at).date, zone);
      }
      factor.add(series, row, adjusted);
    }
    return adjusted.build();
  }

  private static long endOf(LocalDate date, ZoneId zone) {
    return date.getYear() > 2200
        ? Long.MAX_VALUE
        : Times.nanos(date.plusDays(1).atStartOfDay(zone).toInstant());
  }

  /** A factor as {@code numerator / denominator}, and the one that volumes are divided by. */
  private record Factor(long numerator, long denominator, long splits) {
    private static final Factor ONE = new Factor(1, 1, Fixed.ONE);
    private static final int MAX_SCALE = 18;

    static Factor of(Row row, Adjustment adjustment) {
      BigDecimal factor =
          adjustment == Adjustment.TOTAL
              ? row.priceFactor.multiply(row.splitFactor)
              : row.splitFactor;
      BigDecimal exact = factor.stripTrailingZeros();
      BigDecimal scaled = exact.scale() < 0 ? exact.setScale(0) : exact;
      if (scaled.scale() > MAX_SCALE || scaled.unscaledValue().bitLength() > 62) {
        throw new SeriesException(
            "expected factors whose product has at most 18 digits on "
                + row.date
                + ", found "
                + factor);
      }
      return new Factor(
          scaled.unscaledValue().longValue(),
          BigDecimal.TEN.pow(scaled.scale()).longValueExact(),
          splits(row));
    }

    private static long splits(Row row) {
      return row.splitFactor
          .setScale(Fixed.DIGITS, RoundingMode.HALF_EVEN)
          .movePointRight(Fixed.DIGITS)
          .longValueExact();
    }

    void add(BarSeries from, int row, BarSeries.Builder to) {
      to.add(
          from.closeTimeNanos(row),
          price(from.openRaw(row)),
          price(from.highRaw(row)),
          price(from.lowRaw(row)),
          price(from.closeRaw(row)),
          splits == Fixed.ONE ? from.volumeRaw(row) : Fixed.divide(from.volumeRaw(row), splits));
    }

    private long price(long raw) {
      return Fixed.multiplyDivide(raw, numerator, denominator);
    }
  }
}
