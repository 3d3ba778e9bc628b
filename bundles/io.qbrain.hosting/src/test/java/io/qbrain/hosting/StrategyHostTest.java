package io.qbrain.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qbrain.port.PortException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.StrategyService.ParameterView;
import io.qbrain.service.StrategyService.State;
import io.qbrain.service.StrategyService.StrategyView;
import io.qbrain.strategy.StrategyFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

/** Goes through the life of strategies in a real framework. */
class StrategyHostTest extends HostBench {
  StrategyHostTest(@TempDir Path folder) throws Exception {
    super(folder);
  }

  @Test
  void installsAJarAndShowsIt() throws Exception {
    Path jar = jar("trend").build();

    StrategyView view = strategies.install(jar, WHY);

    assertThat(view.ref()).isEqualTo(TREND);
    assertThat(view.state()).isEqualTo(State.INSTALLED);
    assertThat(view.reason()).isEmpty();
    assertThat(view.description()).isEqualTo("Does nothing, but well");
    assertThat(view.sizeBytes()).isEqualTo(Files.size(jar));
    assertThat(view.spiRange()).isEqualTo("[1.1,2)");
    assertThat(view.parameters())
        .containsExactly(
            new ParameterView("instrument", "instrument", null, "", null, null, List.of()),
            new ParameterView("bars", "int", "12", "bars in the average", "1", "500", List.of()));
    assertThat(strategies.list()).containsExactly(view);
    assertThat(strategies.get(TREND)).isEqualTo(view);
    assertThat(store.list()).singleElement().matches(artifact -> artifact.installed());
    assertThat(catalog.find(TREND).map(StrategyFactory::name)).contains("trend");
    assertNoFileIsLeft();
  }

  @Test
  void touchesExactlyOneBundle() {
    strategies.install(jar("trend").build(), WHY);

    String bundle = "qbrain:local/trend@1.0.0";
    assertThat(framework.newEvents())
        .containsExactly(
            "INSTALLED " + bundle, "RESOLVED " + bundle, "STARTING " + bundle, "STARTED " + bundle);

    strategies.uninstall(TREND, WHY);

    assertThat(framework.newEvents())
        .containsExactly(
            "STOPPING " + bundle,
            "STOPPED " + bundle,
            "UNRESOLVED " + bundle,
            "UNINSTALLED " + bundle);
  }

  @Test
  void takesTheFactoryOfTheBundleWhateverOthersRegister() throws Exception {
    StrategyFactory<?> other = new com.example.trend.TrendFactory();
    framework
        .context()
        .registerService(
            StrategyFactory.class,
            other,
            FrameworkUtil.asDictionary(Map.of("service.ranking", Integer.MAX_VALUE)));

    strategies.install(jar("trend").build(), WHY);

    StrategyFactory<?> taken = catalog.find(TREND).orElseThrow();
    assertThat(taken).isNotSameAs(other);
    assertThat(FrameworkUtil.getBundle(taken.getClass())).isEqualTo(framework.guest(TREND));
  }

  @Test
  void installsTheSameJarOnce() {
    Path jar = jar("trend").build();
    StrategyView first = strategies.install(jar, WHY);
    framework.newEvents();

    assertThat(strategies.install(jar, WHY)).isEqualTo(first);
    assertThat(framework.newEvents()).isEmpty();
  }

  @Test
  void runsTwoVersionsBesideEachOther() {
    strategies.install(jar("trend").build(), WHY);
    strategies.install(jar("trend").with("Bundle-Version", "1.1.0.rc1").build(), WHY);

    assertThat(strategies.list())
        .extracting(view -> view.ref() + " " + view.state())
        .containsExactly("trend@1.0.0 INSTALLED", "trend@1.1.0-rc1 INSTALLED");
  }

  @Test
  void refusesAnotherJarOfTheSameVersion() {
    StrategyView first = strategies.install(jar("trend").build(), WHY);
    Path other = jar("trend").with("Bundle-Vendor", "Example").build();

    assertRefused(
        () -> strategies.install(other, WHY),
        Kind.CONFLICT,
        "artifact.exists",
        first.sha256(),
        "raise Bundle-Version");
    assertThat(strategies.list()).containsExactly(first);
  }

  @Test
  void refusesWhatIsNoStrategyBundle() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.jar"), "hello");
    Path plain = jar("trend").with("-nomanifest", "true").build();
    Path future =
        jar("trend").with("Import-Package", "io.qbrain.strategy;version='[2,3)',*").build();
    Path api = jar("trend").with("-dsannotations", "!*").with("-fixupmessages", "x").build();

    assertRefused(
        () -> strategies.install(folder.resolve("missing.jar"), WHY),
        Kind.INVALID,
        "artifact.not-a-jar",
        "missing.jar is no file");
    assertRefused(() -> strategies.install(text, WHY), Kind.INVALID, "artifact.not-a-jar", "hello");
    assertRefused(() -> strategies.install(plain, WHY), Kind.INVALID, "artifact.not-a-bundle");
    assertRefused(() -> strategies.install(api, WHY), Kind.INVALID, "artifact.no-strategy");
    assertRefused(
        () -> strategies.install(future, WHY),
        Kind.INVALID,
        "artifact.spi-range",
        "[2,3)",
        "this host offers 1.1.0");
    assertRefused(
        () -> strategies.install(jar("pair").build(), WHY),
        Kind.INVALID,
        "artifact.several-strategies");
    assertThat(framework.newEvents()).isEmpty();
    assertNothingIsLeft();
  }

  @Test
  void refusesAFactoryThatCannotBeMade() throws Exception {
    assertRefused(
        () -> strategies.install(jar("crashing").build(), WHY),
        Kind.INVALID,
        "artifact.start",
        "crashing@1.0.0",
        "no data to learn from");
    assertNothingIsLeft();
  }

  @Test
  void givesUpOnAFactoryThatNeverComes() throws Exception {
    assertRefused(
        () -> strategies.install(jar("hanging").build(), WHY),
        Kind.INVALID,
        "artifact.start",
        "not there after PT5S");
    assertNothingIsLeft();
    strategies.install(jar("trend").build(), WHY);
  }

  @Test
  void goesOnAfterAFactoryThatKeepsItsThread() throws Exception {
    assertRefused(
        () -> strategies.install(jar("eager").build(), WHY),
        Kind.INVALID,
        "artifact.start",
        "not there after PT5S");

    assertThat(catalog.listed()).isEmpty();
    assertThat(store.list()).isEmpty();
    assertThat(strategies.install(jar("trend").build(), WHY).state()).isEqualTo(State.INSTALLED);
  }

  @Test
  void refusesAConfigurationThatNobodyCanWrite() throws Exception {
    assertRefused(
        () -> strategies.install(jar("oddconfig").build(), WHY),
        Kind.INVALID,
        "artifact.config",
        "java.lang.StringBuilder is no parameter type");
    assertNothingIsLeft();
  }

  @Test
  void refusesASymbolicNameThatIsTaken() {
    strategies.install(jar("trend").build(), WHY);
    Path twin = jar("eager").with("Bundle-SymbolicName", "com.example.trend").build();

    assertRefused(
        () -> strategies.install(twin, WHY), Kind.CONFLICT, "artifact.symbolic-name", "eager");
    assertThat(framework.guests()).containsExactly("qbrain:local/trend@1.0.0");
  }

  @Test
  void leavesNothingWhenTheStoreOrTheCatalogFails() throws Exception {
    Path jar = jar("trend").build();

    store.fail("put");
    assertRefused(
        () -> strategies.install(jar, WHY),
        Kind.UNAVAILABLE,
        "store.unavailable",
        "database is down");
    store.fail("");
    assertNothingIsLeft();

    store.fail("setInstalled");
    assertRefused(() -> strategies.install(jar, WHY), Kind.UNAVAILABLE, "store.unavailable");
    store.fail("");
    assertThat(framework.guests()).isEmpty();
    assertThat(catalog.listed()).isEmpty();
    assertThat(strategies.get(TREND).state()).isEqualTo(State.STORED);

    catalog.refuse(TREND);
    assertRefused(
        () -> strategies.install(jar, WHY), Kind.INVALID, "artifact.config", "not wanted");
    assertThat(framework.guests()).isEmpty();
    assertThat(strategies.get(TREND).state()).isEqualTo(State.STORED);
  }

  @Test
  void uninstallsAndInstallsAgainFromTheStore() {
    StrategyView installed = strategies.install(jar("trend").build(), WHY);

    strategies.uninstall(TREND, WHY);

    assertThat(framework.guests()).isEmpty();
    assertThat(catalog.listed()).isEmpty();
    assertThat(strategies.get(TREND).state()).isEqualTo(State.STORED);
    assertThat(strategies.get(TREND).parameters()).isEmpty();
    assertRefused(() -> strategies.uninstall(TREND, WHY), Kind.CONFLICT, "strategy.not-installed");
    assertThat(strategies.install(TREND, WHY)).isEqualTo(installed);
    assertThat(strategies.install(TREND, WHY)).isEqualTo(installed);
  }

  @Test
  void keepsAStrategyThatHasInstances() {
    strategies.install(jar("trend").build(), WHY);
    catalog.setInstances(TREND, 2);

    assertRefused(
        () -> strategies.uninstall(TREND, WHY),
        Kind.CONFLICT,
        "strategy.in-use",
        "has 2 instances");
    assertThat(strategies.get(TREND).state()).isEqualTo(State.INSTALLED);
    assertThat(strategies.get(TREND).instances()).isEqualTo(2);
    assertThat(catalog.listed()).containsExactly(TREND);
  }

  @Test
  void keepsAStrategyInstalledWhenTheStoreFails() {
    StrategyView installed = strategies.install(jar("trend").build(), WHY);
    store.fail("setInstalled");

    assertRefused(() -> strategies.uninstall(TREND, WHY), Kind.UNAVAILABLE, "store.unavailable");

    store.fail("");
    assertThat(strategies.get(TREND)).isEqualTo(installed);
    assertThat(catalog.listed()).containsExactly(TREND);
  }

  @Test
  void keepsAStrategyInstalledWhenItsAccountDoesNotAnswer() {
    StrategyView installed = strategies.install(jar("trend").build(), WHY);
    catalog.failRemovals(true);

    assertThatIllegalStateException().isThrownBy(() -> strategies.uninstall(TREND, WHY));

    assertThat(strategies.get(TREND)).isEqualTo(installed);
    assertThat(catalog.listed()).containsExactly(TREND);
    startable.stop();
    assertThat(framework.guests()).isEmpty();
    assertThat(catalog.listed()).isEmpty();
  }

  @Test
  void doesNotStartWithoutItsStoreAndCanBeStartedAgain() {
    StrategyView installed = strategies.install(jar("trend").build(), WHY);
    startable.stop();
    store.fail("list");

    assertThatExceptionOfType(PortException.class)
        .isThrownBy(startable::start)
        .withMessageContaining("database is down");

    store.fail("");
    startable.start();
    assertThat(strategies.get(TREND)).isEqualTo(installed);
  }

  @Test
  void saysWhenAStrategyIsUnknown() throws Exception {
    assertRefused(() -> strategies.get(TREND), Kind.NOT_FOUND, "strategy.unknown", "trend@1.0.0");
    assertRefused(() -> strategies.install(TREND, WHY), Kind.NOT_FOUND, "strategy.unknown");
    assertRefused(() -> strategies.uninstall(TREND, WHY), Kind.NOT_FOUND, "strategy.unknown");
    assertRefused(() -> strategies.download(TREND), Kind.NOT_FOUND, "strategy.unknown");
    assertNoFileIsLeft();
  }

  @Test
  void isStartedAsTheStrategies() {
    assertThat(framework.startable().getProperty("qbrain.start")).isEqualTo("strategies");
  }
}
