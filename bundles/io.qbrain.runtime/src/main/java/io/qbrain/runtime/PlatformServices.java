package io.qbrain.runtime;

import io.qbrain.app.AccountConfig;
import io.qbrain.app.Platform;
import io.qbrain.app.StrategyCatalog;
import io.qbrain.kernel.AccountKind;
import io.qbrain.kernel.FeeModel;
import io.qbrain.kernel.RiskProfile;
import io.qbrain.model.AccountId;
import io.qbrain.model.Currency;
import io.qbrain.model.Fixed;
import io.qbrain.model.Money;
import io.qbrain.port.Cache;
import io.qbrain.port.EventStream;
import io.qbrain.port.Feed;
import io.qbrain.port.MetricSource;
import io.qbrain.port.Mirror;
import io.qbrain.port.SeriesStore;
import io.qbrain.port.TableFiles;
import io.qbrain.service.AccountingService;
import io.qbrain.service.BacktestService;
import io.qbrain.service.DataService;
import io.qbrain.service.FeedService;
import io.qbrain.service.InstanceService;
import io.qbrain.service.PlatformService;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.ReplayService;
import io.qbrain.service.RiskService;
import io.qbrain.service.StreamService;
import io.qbrain.simulation.Preset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Makes the platform of the configuration and publishes its services, before anything starts. */
@Component(
    immediate = true,
    service = {},
    configurationPid = "io.qbrain.account")
@Designate(ocd = PlatformServices.Config.class)
public final class PlatformServices {

  /** The account of the platform. */
  @ObjectClassDefinition(name = "Q-Brain account")
  public @interface Config {
    /** Returns the account's id. */
    @AttributeDefinition(description = "id, also the prefix of order ids")
    String id() default "paper";

    /** Returns the base currency. */
    @AttributeDefinition(description = "base currency")
    String currency() default "USD";

    /** Returns what the owner pays in at first. */
    @AttributeDefinition(description = "money at the first start")
    String capital() default "1000000";

    /** Returns what an instance gets unless it asks for another amount. */
    @AttributeDefinition(description = "money of an instance unless it is created with --capital")
    String instance_capital() default "100000";

    /** Returns the preset of account rules and fees. */
    @AttributeDefinition(
        description =
            "default, lean, backtrader, backtesting.py, nautilus-l1, zipline or canonical: its"
                + " terms, fees, and how weights become orders; kind, leverage and risk limits are"
                + " said below, and orders are paid for when they are submitted")
    String preset() default "default";

    /** Returns the terms of the account, where they differ from the preset's. */
    @AttributeDefinition(
        description =
            "e.g. positions=hedging,conversion=on-request,settlement=required,maintenance=0.5,"
                + "rollover=forex,interest=actual-365,rates=EUR/USD@EURUSD.SIM; empty for the"
                + " preset's terms. Of an account that is open, account:terms changes them")
    String terms() default "";

    /** Returns the fees, if they are to differ from the preset's. */
    @AttributeDefinition(description = "e.g. percentage:0.001; empty for the preset's fees")
    String fees() default "";

    /** Returns the kind of account. */
    @AttributeDefinition(description = "CASH, MARGIN or FUTURES")
    String kind() default "MARGIN";

    /** Returns the leverage of a margin account. */
    @AttributeDefinition(description = "positions may reach equity times this")
    int leverage() default 1;

    /** Returns the risk profile. */
    @AttributeDefinition(description = "retail or reference")
    String risk_profile() default "retail";
  }

  private static final String TRANSPORT = "qbrain.transport";

  private final Platform platform;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  /** Makes the platform and registers its services. */
  @Activate
  public PlatformServices(Config config, @Reference StreamRoutes routes, BundleContext context) {
    Path home = Path.of(System.getProperty("qbrain.home", ".qbrain"));
    String version = context.getBundle().getVersion().toString();
    platform = new Platform(account(config), home, version, Clock.systemUTC(), routes.routes());
    register(context, StrategyCatalog.class, platform.catalog());
    register(context, InstanceService.class, platform.instances());
    register(context, PortfolioService.class, platform.portfolio());
    register(context, AccountingService.class, platform.accounting());
    register(context, ReplayService.class, platform.replays());
    register(context, StreamService.class, platform.streamDesk());
    registrations.add(
        context.registerService(
            EventStream.class, platform.streams(), new Hashtable<>(Map.of(TRANSPORT, "platform"))));
    register(context, RiskService.class, platform.risk());
    register(context, FeedService.class, platform.feeds());
    register(context, BacktestService.class, platform.backtests(home.resolve("data")));
    register(context, MetricSource.class, platform.metrics());
    register(context, DataService.class, platform.data());
    register(context, PlatformService.class, platform);
    register(context, Platform.class, platform);
  }

  private <T> void register(BundleContext context, Class<T> type, T service) {
    registrations.add(context.registerService(type, service, null));
  }

  static AccountConfig account(Config c) {
    Currency currency = Currency.of(c.currency());
    Preset preset =
        Preset.named(c.preset())
            .withAccount(AccountKind.valueOf(c.kind()), c.leverage())
            .withProfile(RiskProfile.named(c.risk_profile()));
    preset = preset.withTerms(preset.terms().and(c.terms()));
    preset = c.fees().isEmpty() ? preset : preset.withFees(FeeModel.parse(c.fees()));
    return new AccountConfig(
        preset.settings(AccountId.of(c.id()), currency),
        Money.ofRaw(Fixed.parse(c.capital()), currency),
        Money.ofRaw(Fixed.parse(c.instance_capital()), currency));
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(&(qbrain.transport=*)(!(qbrain.transport=platform)))")
  void addTransport(EventStream streams, Map<String, Object> properties) {
    platform.streams().add(String.valueOf(properties.get(TRANSPORT)), streams);
  }

  void removeTransport(EventStream streams, Map<String, Object> properties) {
    platform.streams().remove(String.valueOf(properties.get(TRANSPORT)), streams);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addFeed(Feed feed) {
    platform.addFeed(feed);
  }

  void removeFeed(Feed feed) {
    platform.removeFeed(feed);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addMirror(Mirror mirror) {
    platform.addMirror(mirror);
  }

  void removeMirror(Mirror mirror) {
    platform.removeMirror(mirror);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addSeriesStore(SeriesStore server) {
    platform.addSeriesServer(server);
  }

  void removeSeriesStore(SeriesStore server) {
    platform.removeSeriesServer(server);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addTableFiles(TableFiles format) {
    platform.addTableFiles(format);
  }

  void removeTableFiles(TableFiles format) {
    platform.removeTableFiles(format);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addCache(Cache cache) {
    platform.addCache(cache);
  }

  void removeCache(Cache cache) {
    platform.removeCache(cache);
  }

  @Deactivate
  void deactivate() {
    registrations.forEach(ServiceRegistration::unregister);
    platform.streams().close();
  }
}
