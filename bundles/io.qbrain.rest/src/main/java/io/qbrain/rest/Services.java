package io.qbrain.rest;

import io.qbrain.service.AccountingService;
import io.qbrain.service.BacktestService;
import io.qbrain.service.CacheService;
import io.qbrain.service.DataService;
import io.qbrain.service.EventService;
import io.qbrain.service.FeedService;
import io.qbrain.service.InstanceService;
import io.qbrain.service.MetricsService;
import io.qbrain.service.PlatformService;
import io.qbrain.service.PortfolioService;
import io.qbrain.service.ReplayService;
import io.qbrain.service.ReportService;
import io.qbrain.service.RiskService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.StrategyService;
import io.qbrain.service.StreamService;
import io.qbrain.service.TaskService;
import jakarta.ws.rs.core.Configuration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The services that are there at the moment. One that is not is a {@link ServiceException} of the
 * kind UNAVAILABLE; the resources stay. Fields, because they change while the component lives.
 */
@Component(service = Services.class)
public final class Services {
  /** The property of an application that holds them. */
  static final String PROPERTY = "io.qbrain.rest.services";

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable StrategyService strategyService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable InstanceService instanceService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable PortfolioService portfolioService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable AccountingService accountingService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable ReplayService replayService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable RiskService riskService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable BacktestService backtestService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable DataService dataService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable FeedService feedService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable PlatformService platformService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable StreamService streamService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable TaskService taskService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable CacheService cacheService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable ReportService reportService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable EventService eventService;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  volatile @Nullable MetricsService metricsService;

  /** Returns the services of an application, which has them as a property. */
  static Services of(Configuration configuration) {
    if (configuration.getProperty(PROPERTY) instanceof Services services) {
      return services;
    }
    throw new IllegalStateException("expected the property " + PROPERTY + ", found none");
  }

  /** Called by the component runtime, which then sets the fields. */
  @Activate
  public Services() {}

  StrategyService strategies() {
    return present("strategies", strategyService);
  }

  InstanceService instances() {
    return present("instances", instanceService);
  }

  PortfolioService portfolio() {
    return present("orders and accounts", portfolioService);
  }

  AccountingService accounting() {
    return present("money, rates and terms", accountingService);
  }

  ReplayService replays() {
    return present("the replay proof", replayService);
  }

  RiskService risk() {
    return present("risk", riskService);
  }

  BacktestService backtests() {
    return present("backtests", backtestService);
  }

  DataService data() {
    return present("data", dataService);
  }

  FeedService feeds() {
    return present("feeds", feedService);
  }

  StreamService streams() {
    return present("streams", streamService);
  }

  CacheService cache() {
    return present("the cache", cacheService);
  }

  EventService events() {
    return present("the event log", eventService);
  }

  MetricsService metrics() {
    return present("metrics", metricsService);
  }

  PlatformService platform() {
    return present("the platform's status", platformService);
  }

  TaskService tasks() {
    return present("tasks", taskService);
  }

  ReportService reports() {
    return present("reports", reportService);
  }

  Optional<PlatformService> platformIfThere() {
    return Optional.ofNullable(platformService);
  }

  private static <T> T present(String what, @Nullable T service) {
    if (service == null) {
      throw new ServiceException(
          ServiceException.Kind.UNAVAILABLE,
          "service.unavailable",
          "the service for "
              + what
              + " is not running, it may still be starting: try again, or see platform:status in"
              + " the shell");
    }
    return service;
  }
}
