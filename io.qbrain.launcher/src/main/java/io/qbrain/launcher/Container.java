package io.qbrain.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.main.Main;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.launch.Framework;

/** Karaf in this process, with its home in the distribution and all it writes in the state. */
final class Container {
  private static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";

  private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

  private final Main karaf;
  private final CountDownLatch bootFinished = new CountDownLatch(1);

  private Container(Main karaf) {
    this.karaf = karaf;
  }

  /** Sets the system properties that the configuration refers to, and starts the framework. */
  static Container start(
      Path distribution, StateDirectory state, Settings settings, boolean consoleLog)
      throws Exception {
    properties(distribution, state, settings, consoleLog).forEach(System::setProperty);
    Container container = new Container(new Main(new String[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(container::stopAndWait, "qbrain-shutdown"));
    container.karaf.launch();
    container.watchBoot();
    return container;
  }

  private static Map<String, String> properties(
      Path distribution, StateDirectory state, Settings settings, boolean consoleLog) {
    return Map.ofEntries(
        Map.entry("karaf.home", distribution.toString()),
        Map.entry("karaf.base", distribution.toString()),
        Map.entry("karaf.data", state.karaf().toString()),
        Map.entry("karaf.etc", state.etc().toString()),
        Map.entry("karaf.log", state.log().toString()),
        Map.entry("karaf.instances", state.karaf().resolve("instances").toString()),
        Map.entry("karaf.startLocalConsole", "false"),
        Map.entry("karaf.startRemoteShell", "true"),
        Map.entry(
            "java.util.logging.config.file",
            state.etc().resolve("java.util.logging.properties").toString()),
        Map.entry("qbrain.home", state.root().toString()),
        Map.entry("qbrain.http.host", settings.httpHost()),
        Map.entry("qbrain.http.port", Integer.toString(settings.httpPort())),
        Map.entry("qbrain.ssh.port", Integer.toString(settings.sshPort())),
        Map.entry("qbrain.log.console", consoleLog ? "INFO" : "OFF"),
        Map.entry("qbrain.log.console.others", consoleLog ? "WARN" : "OFF"));
  }

  private void watchBoot() throws InvalidSyntaxException {
    BundleContext context = karaf.getFramework().getBundleContext();
    context.addServiceListener(
        event -> {
          if (event.getType() == ServiceEvent.REGISTERED) {
            bootFinished.countDown();
          }
        },
        "(objectClass=" + BOOT_FINISHED + ")");
    if (context.getServiceReference(BOOT_FINISHED) != null) {
      bootFinished.countDown();
    }
  }

  /** Waits until every boot feature is installed and started; false when the time is up. */
  boolean awaitBoot(long timeout, TimeUnit unit) throws InterruptedException {
    return bootFinished.await(timeout, unit);
  }

  /** Waits until somebody stops the platform: a signal, the shell, or {@link #stop}. */
  int awaitStop() throws Exception {
    karaf.awaitShutdown();
    karaf.destroy();
    return karaf.getExitCode();
  }

  void stop() throws BundleException {
    karaf.getFramework().stop();
  }

  /** An interrupt from the keyboard ends the JVM by way of this. */
  private void stopAndWait() {
    Framework framework = karaf.getFramework();
    if (framework == null) {
      return;
    }
    try {
      framework.stop();
      framework.waitForStop(STOP_WITHIN.toMillis());
    } catch (BundleException e) {
      System.err.println("The platform did not stop in order: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
