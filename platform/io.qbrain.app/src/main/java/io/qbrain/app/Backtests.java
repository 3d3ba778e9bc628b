package io.qbrain.app;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestException;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.backtest.EquityCurve;
import io.qbrain.backtest.Trade;
import io.qbrain.model.Currency;
import io.qbrain.model.Instrument;
import io.qbrain.model.Money;
import io.qbrain.model.Side;
import io.qbrain.series.DataOption;
import io.qbrain.series.DataSpec;
import io.qbrain.series.SeriesException;
import io.qbrain.service.BacktestService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.StrategyFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs backtests of installed strategies over files of the data folder, on the calling thread. */
final class Backtests implements BacktestService {
  private static final int MAX_EQUITY_POINTS = 2_000;
  private static final String INSTANCE = "backtest";

  private final StrategyCatalog catalog;
  private final Path dataFolder;

  Backtests(StrategyCatalog catalog, Path dataFolder) {
    this.catalog = catalog;
    this.dataFolder = dataFolder;
  }

  @Override
  public List<String> presets() {
    return Preset.ALL.stream().map(Preset::name).toList();
  }

  @Override
  public BacktestReport run(BacktestRequest request) {
    StrategyFactory<?> factory =
        catalog
            .find(request.strategy())
            .orElseThrow(
                () ->
                    new ServiceException(
                        Kind.NOT_FOUND,
                        "strategy.unknown",
                        "strategy " + request.strategy() + " is not installed"));
    Preset preset = preset(request.preset());
    List<DataSpec> specs = new ArrayList<>();
    for (String text : request.data()) {
      specs.add(spec(text));
    }
    if (specs.isEmpty()) {
      throw invalid("data.invalid", "expected data such as SPY.ARCA:1d=spy.csv, found none", null);
    }
    Backtest backtest = Backtest.under(preset);
    Currency currency = request.capital().currency();
    try {
      for (DataSpec spec : specs) {
        Instrument.Builder instrument = Instrument.builder(spec.instrument(), currency);
        spec.option(DataOption.MARKET).ifPresent(instrument::market);
        backtest.data(instrument.build(), spec.readEvents().series(), named(spec));
      }
      backtest.days(request.from(), request.to(), specs.get(0).layout().zone());
      backtest.strategy(
          INSTANCE, request.strategy(), factory, request.parameters(), request.capital());
      return report(backtest.run());
    } catch (SeriesException e) {
      throw invalid("data.invalid", e.getMessage(), e);
    } catch (BacktestException e) {
      throw invalid(e.code(), e.getMessage(), e);
    }
  }

  /** The settings of a run name data within the folder. */
  private String named(DataSpec spec) {
    return spec.toString().replace(dataFolder + "/", "");
  }

  private static Preset preset(Optional<String> name) {
    try {
      return name.map(Preset::named).orElse(Preset.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw invalid("preset.unknown", e.getMessage(), e);
    }
  }

  private DataSpec spec(String text) {
    DataSpec spec;
    try {
      spec = DataSpec.parse(text);
    } catch (SeriesException e) {
      throw invalid("data.invalid", e.getMessage(), e);
    }
    try {
      return spec.confinedTo(dataFolder);
    } catch (SeriesException e) {
      throw invalid("data.unknown", e.getMessage(), e);
    }
  }

  private static ServiceException invalid(
      String code, @Nullable String message, @Nullable Throwable cause) {
    return new ServiceException(Kind.INVALID, code, String.valueOf(message), cause);
  }

  private static BacktestReport report(BacktestResult result) {
    Map<String, String> statistics = new LinkedHashMap<>();
    result.figures().forEach(f -> statistics.put(f.label(), f.text()));
    return new BacktestReport(
        result.settings(),
        result.bars(),
        result.fills(),
        result.trades().stream().map(Backtests::view).toList(),
        thinned(result.equity(), result.capital().currency()),
        statistics,
        result.finalEquity(),
        result.orderHash(),
        result.ledgerHash());
  }

  private static TradeView view(Trade t) {
    return new TradeView(
        t.instrument().toString(),
        t.side() == Side.BUY ? "long" : "short",
        t.quantity().toString(),
        t.entryNanos(),
        t.entryPrice().toString(),
        t.exitNanos(),
        t.exitPrice().toString(),
        t.profit(),
        t.fees());
  }

  /** Takes every n-th point, and the last one. */
  private static List<EquityPoint> thinned(EquityCurve curve, Currency currency) {
    List<EquityPoint> points = new ArrayList<>();
    int step = Math.max(1, (curve.size() + MAX_EQUITY_POINTS - 2) / (MAX_EQUITY_POINTS - 1));
    for (int i = 0; i < curve.size(); i += step) {
      points.add(point(curve, i, currency));
    }
    int last = curve.size() - 1;
    if (last >= 0 && last % step != 0) {
      points.add(point(curve, last, currency));
    }
    return points;
  }

  private static EquityPoint point(EquityCurve curve, int i, Currency currency) {
    return new EquityPoint(curve.timeNanos(i), Money.ofRaw(curve.equityRaw(i), currency));
  }
}
