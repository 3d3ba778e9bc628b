package io.qbrain.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.model.StrategyRef;
import io.qbrain.port.Startable;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.service.StrategyService.State;
import io.qbrain.service.StrategyService.StrategyView;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

/** What a host finds, keeps and takes along when it or its framework stops and starts. */
class HostRestartTest extends HostBench {
  HostRestartTest(@TempDir Path folder) throws Exception {
    super(folder);
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
}
