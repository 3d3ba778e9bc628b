package io.qbrain.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.qbrain.model.StrategyRef;
import io.qbrain.port.PortException;
import io.qbrain.port.Startable;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.StrategyService;
import io.qbrain.service.StrategyService.ParameterView;
import io.qbrain.service.StrategyService.State;
import io.qbrain.service.StrategyService.StrategyView;
import io.qbrain.strategy.StrategyFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Goes through the life of strategies in a real framework. */
class StrategyHostTest {
  private static final StrategyRef TREND = StrategyRef.parse("trend@1.0.0");
  private static final String WHY = "test";

  private final Path folder;
  private final KeptArtifacts store = new KeptArtifacts();
  private final ListedStrategies catalog = new ListedStrategies();
  private final TestFramework framework;
  private final StrategyService strategies;
  private final Startable startable;

  StrategyHostTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    framework = new TestFramework(folder.resolve("cache"), store, catalog);
    strategies = framework.strategies();
    startable = framework.service(Startable.class);
  }

  @BeforeEach
  void start() {
    startable.start();
    framework.newEvents();
  }

  @AfterEach
  void close() throws Exception {
    framework.close();
  }

  private GuestJar jar(String simplePackage) {
    return new GuestJar(folder, simplePackage);
  }

  private void assertRefused(ThrowingCallable call, Kind kind, String code, String... words) {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(call)
        .satisfies(
            e -> {
              assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
              assertThat(e.kind()).isEqualTo(kind);
              for (String word : words) {
                assertThat(e).hasMessageContaining(word);
              }
            });
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(framework.guests()).isEmpty();
    assertThat(catalog.listed()).isEmpty();
    assertThat(store.list()).isEmpty();
    assertNoFileIsLeft();
  }

  private void assertNoFileIsLeft() throws IOException {
    Path jars = framework.hosting().getDataFile("jars").toPath();
    try (Stream<Path> files = Files.list(jars)) {
      assertThat(files).isEmpty();
    }
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
  void storesAnUploadAndInstallsItOnDemand() throws Exception {
    StrategyRef ref = StrategyRef.parse("acme/trend@1.0.0");
    Path jar = jar("trend").build();

    StrategyView stored = upload(ref, jar, Optional.empty());

    assertThat(stored.state()).isEqualTo(State.STORED);
    assertThat(framework.guests()).isEmpty();
    assertThat(upload(ref, jar, Optional.of(stored.sha256()))).isEqualTo(stored);
    assertThat(strategies.install(ref, WHY).state()).isEqualTo(State.INSTALLED);
    Path copy = strategies.download(ref);
    assertThat(copy).hasSameBinaryContentAs(jar);
    Files.delete(copy);
    assertNoFileIsLeft();
  }

  private StrategyView upload(StrategyRef ref, Path jar, Optional<String> sha256)
      throws IOException {
    try (InputStream in = Files.newInputStream(jar)) {
      return strategies.upload(ref, in, sha256);
    }
  }

  @Test
  void refusesUploadsThatAreNotWhatTheySay() throws Exception {
    Path jar = jar("trend").build();

    assertRefused(
        () -> upload(TREND, jar, Optional.of("00ff")), Kind.INVALID, "artifact.digest", "00ff");
    assertRefused(
        () -> upload(StrategyRef.parse("acme/other@1.0.0"), jar, Optional.empty()),
        Kind.INVALID,
        "artifact.name",
        "holds the strategy 'trend', expected 'other'");
    assertRefused(
        () -> upload(StrategyRef.parse("acme/trend@2.0.0"), jar, Optional.empty()),
        Kind.INVALID,
        "artifact.version",
        "holds version 1.0.0, expected 2.0.0");
    assertRefused(
        () ->
            strategies.upload(
                TREND, new ByteArrayInputStream(new byte[21 << 20]), Optional.empty()),
        Kind.TOO_LARGE,
        "artifact.too-large",
        "20971520");
    assertRefused(
        () -> strategies.upload(TREND, new BrokenStream(), Optional.empty()),
        Kind.INVALID,
        "artifact.not-a-jar",
        "connection reset");
    assertNothingIsLeft();
  }

  /** An upload whose sender goes away. */
  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection reset");
    }
  }

  @Test
  void refusesAnUploadThatWouldChangeAVersion() throws Exception {
    upload(TREND, jar("trend").build(), Optional.empty());
    Path other = jar("trend").with("Bundle-Vendor", "Example").build();

    assertRefused(() -> upload(TREND, other, Optional.empty()), Kind.CONFLICT, "artifact.exists");
  }

  @Test
  void bringsEverythingBackAtTheNextStart() {
    StrategyView installed = strategies.install(jar("trend").build(), WHY);
    strategies.install(jar("trend").with("Bundle-Version", "2").build(), WHY);
    strategies.uninstall(StrategyRef.parse("trend@2.0.0"), WHY);

    startable.stop();

    assertThat(framework.guests()).isEmpty();
    assertThat(catalog.listed()).isEmpty();
    assertThat(strategies.get(TREND).state()).isEqualTo(State.FAILED);
    assertThat(strategies.get(TREND).reason()).isEqualTo("not started yet");
    assertRefused(
        () -> strategies.install(TREND, WHY),
        Kind.UNAVAILABLE,
        "strategies.not-started",
        "platform:status");

    startable.start();
    startable.start();

    assertThat(strategies.get(TREND)).isEqualTo(installed);
    assertThat(framework.guests()).containsExactly("qbrain:local/trend@1.0.0");
    startable.stop();
    startable.stop();
    assertThat(framework.guests()).isEmpty();
  }

  @Test
  void startsWithoutAStrategyThatIsDamaged() {
    StrategyRef second = StrategyRef.parse("trend@2.0.0");
    strategies.install(jar("trend").build(), WHY);
    strategies.install(jar("trend").with("Bundle-Version", "2").build(), WHY);
    startable.stop();
    store.damage(TREND, new byte[] {1, 2, 3});

    startable.start();

    assertThat(strategies.get(second).state()).isEqualTo(State.INSTALLED);
    StrategyView failed = strategies.get(TREND);
    assertThat(failed.state()).isEqualTo(State.FAILED);
    assertThat(failed.reason()).contains("expected a jar");
    assertRefused(
        () -> strategies.install(TREND, WHY), Kind.INVALID, "artifact.not-a-jar", "expected a jar");
    strategies.uninstall(TREND, WHY);
    assertThat(strategies.get(TREND).state()).isEqualTo(State.STORED);
    assertThat(strategies.get(TREND).reason()).isEmpty();
  }

  @Test
  void refusesAStoredJarThatWasExchanged() throws Exception {
    strategies.install(jar("trend").build(), WHY);
    strategies.uninstall(TREND, WHY);
    store.damage(TREND, Files.readAllBytes(jar("trend").with("Bundle-Vendor", "Eve").build()));

    assertRefused(
        () -> strategies.install(TREND, WHY),
        Kind.INVALID,
        "artifact.digest",
        "the store is damaged");
    assertThat(framework.guests()).isEmpty();
  }

  @Test
  void removesBundlesThatAnEarlierRunHasLeft() throws Exception {
    startable.stop();
    try (InputStream in = Files.newInputStream(jar("trend").build())) {
      framework.context().installBundle("qbrain:local/gone@1.0.0", in);
    }

    startable.start();

    assertThat(framework.guests()).isEmpty();
  }

  @Test
  void theFrameworkDoesNotStartGuestsByItself() {
    strategies.install(jar("trend").build(), WHY);

    assertThat(framework.guest(TREND).adapt(BundleStartLevel.class).isPersistentlyStarted())
        .isFalse();
  }

  @Test
  void noticesThatABundleWasStoppedByHand() throws Exception {
    strategies.install(jar("trend").build(), WHY);

    framework.guest(TREND).stop();

    assertThat(catalog.listed()).isEmpty();
    assertThat(strategies.get(TREND).state()).isEqualTo(State.FAILED);
    assertThat(strategies.get(TREND).reason()).contains("stopped by hand");
    assertThat(strategies.install(TREND, WHY).state()).isEqualTo(State.INSTALLED);
    assertThat(framework.guest(TREND).getState()).isEqualTo(Bundle.ACTIVE);
  }

  @Test
  void takesItsGuestsAlongWhenItStops() throws Exception {
    strategies.install(jar("trend").build(), WHY);

    framework.hosting().stop();

    assertThat(framework.guests()).isEmpty();
    assertThat(catalog.listed()).isEmpty();
    framework.hosting().start();
    framework.service(Startable.class).start();
    assertThat(catalog.listed()).containsExactly(TREND);
  }

  @Test
  void installsOneAfterTheOtherWhenAskedAtOnce() {
    Path jar = jar("trend").build();
    List<CompletableFuture<StrategyView>> calls = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      calls.add(CompletableFuture.supplyAsync(() -> strategies.install(jar, WHY)));
    }

    assertThat(calls.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    assertThat(framework.newEvents()).hasSize(4);
  }

  @Test
  void redeploymentsLeaveNothingBehind() {
    Path jar = jar("trend").build();
    int before = framework.context().getBundles().length;
    for (int i = 0; i < 20; i++) {
      strategies.install(jar, WHY);
      strategies.uninstall(TREND, WHY);
    }

    assertThat(framework.context().getBundles()).hasSize(before);
    assertThat(framework.hosting().getServicesInUse()).hasSize(3);
  }

  @Test
  void goesBeforeItsGuestsWhenTheFrameworkStops() throws Exception {
    strategies.install(jar("trend").build(), WHY);

    assertThat(framework.guest(TREND).adapt(BundleStartLevel.class).getStartLevel())
        .isLessThan(framework.hosting().adapt(BundleStartLevel.class).getStartLevel());
    framework.newEvents();
    framework.close();

    assertThat(framework.newEvents())
        .containsSubsequence(
            "UNINSTALLED qbrain:local/trend@1.0.0", "STOPPED " + framework.hosting().getLocation());
  }

  @Test
  void isStartedAsTheStrategies() {
    assertThat(framework.startable().getProperty("qbrain.start")).isEqualTo("strategies");
  }
}
