package io.qbrain.app;

import io.qbrain.backtest.Backtest;
import io.qbrain.backtest.BacktestException;
import io.qbrain.backtest.BacktestOption;
import io.qbrain.backtest.BacktestOptions;
import io.qbrain.backtest.BacktestResult;
import io.qbrain.backtest.EquityCurve;
import io.qbrain.backtest.Trade;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import io.qbrain.model.Side;
import io.qbrain.series.DataSpec;
import io.qbrain.series.SeriesException;
import io.qbrain.service.BacktestService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.simulation.Preset;
import io.qbrain.strategy.StrategyFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs backtests of installed strategies over files of the data folder, on the calling thread. */
final class Backtests implements BacktestService {
  private static final int MAX_EQUITY_POINTS = 2_000;

  private final StrategyCatalog catalog;
  private final Path dataFolder;
  private final DataDesk data;
  private final Folder files = new Folder();

  Backtests(StrategyCatalog catalog, Path dataFolder, DataDesk data) {
    this.data = data;
    this.catalog = catalog;
    this.dataFolder = dataFolder;
  }

  @Override
  public List<String> presets() {
    return Preset.ALL.stream().map(Preset::name).toList();
  }

  @Override
  public List<OptionView> options() {
    return Arrays.stream(BacktestOption.values())
        .map(o -> new OptionView(o.text(), o.form(), o.isRepeatable(), o.help()))
        .toList();
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
    try {
      Backtest backtest =
          BacktestOptions.of(given(request))
              .backtest(files, request.strategy(), factory, request.parameters());
      return report(backtest.run());
    } catch (SeriesException e) {
      throw invalid("data.invalid", e.getMessage(), e);
    } catch (BacktestException e) {
      throw invalid(e.code(), e.getMessage(), e);
    }
  }

  /** Returns all options of a request by name, those with a place of their own, too. */
  private static Map<String, List<String>> given(BacktestRequest request) {
    Map<String, List<String>> given = new LinkedHashMap<>(request.options());
    Money capital = request.capital();
    put(given, BacktestOption.DATA, request.data());
    put(given, BacktestOption.CAPITAL, List.of(Fixed.format(capital.raw())));
    put(given, BacktestOption.CURRENCY, List.of(capital.currency().toString()));
    put(given, BacktestOption.PRESET, request.preset().stream().toList());
    put(given, BacktestOption.FROM, request.from().stream().toList());
    put(given, BacktestOption.TO, request.to().stream().toList());
    return given;
  }

  private static void put(
      Map<String, List<String>> given, BacktestOption option, List<String> values) {
    if (!values.isEmpty() && given.put(option.text(), values) != null) {
      throw invalid(
          "option.invalid", option + ": expected it once, found it among the options, too", null);
    }
  }

  /** The files of the data folder; texts name them within it. */
  private final class Folder implements BacktestOptions.Files {
    @Override
    public DataSpec locate(DataSpec spec) {
      try {
        DataSpec located = spec.confinedTo(dataFolder);
        if (located.isStored()) {
          data.bringUpToDate(located);
        }
        return located.inStore(data.root());
      } catch (SeriesException e) {
        throw invalid("data.unknown", e.getMessage(), e);
      }
    }

    @Override
    public BacktestOptions.Loaded load(DataSpec located) {
      return data.cached().load(located);
    }

    @Override
    public String shown(String text) {
      return text.replace(dataFolder + "/", "").replace(data.root().toString(), "");
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
        result.ledgerHash(),
        result.resultHash(),
        result.orders(),
        result.log(),
        result.stopped());
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
