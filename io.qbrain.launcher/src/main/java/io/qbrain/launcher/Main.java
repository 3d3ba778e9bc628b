package io.qbrain.launcher;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The command line behind the {@code qbrain} script. The script chooses the JDK and sets the system
 * properties {@code qbrain.distribution} and {@code qbrain.home}.
 */
public final class Main {
  private static final String NEXT =
      """

      Try next, here or in another terminal:
        qbrain shell strategy:list                          what trades
        qbrain shell order:list                             what it did
        qbrain shell strategy:install file:my-strategy.jar  a strategy of your own
        qbrain shell "risk:kill platform --reason drill --yes"
      """;

  private static final Duration STOP_WITHIN = Duration.ofSeconds(90);
  private static final Duration BOOT_WITHIN = Duration.ofSeconds(120);
  private static final Duration READY_WITHIN = Duration.ofSeconds(90);
  private static final Duration COMMAND_WITHIN = Duration.ofMinutes(10);

  private final Path distribution;
  private final StateDirectory state;

  private Main(Path distribution, StateDirectory state) {
    this.distribution = distribution;
    this.state = state;
  }

  public static void main(String[] arguments) {
    int exitCode;
    try {
      exitCode =
          new Main(path("qbrain.distribution"), new StateDirectory(path("qbrain.home")))
              .dispatch(List.of(arguments));
    } catch (Refusal e) {
      System.err.println(e.getMessage());
      exitCode = e.exitCode();
    } catch (Exception e) {
      System.err.println("Q-Brain ended unexpectedly: " + e);
      exitCode = 1;
    }
    System.exit(exitCode);
  }

  private static Path path(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw Refusal.because("Start Q-Brain with the qbrain script: it sets %s.", property);
    }
    return Path.of(value);
  }

  private int dispatch(List<String> arguments) throws Exception {
    String command = arguments.isEmpty() ? "" : arguments.get(0);
    List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
    return switch (command) {
      case "run" -> run(interactive(rest));
      case "stop" -> stop();
      case "status" -> status();
      case "shell" -> shell(rest);
      default ->
          throw new Refusal(
              2,
              "Expected run, stop, status or shell, found '" + command + "'. Try 'qbrain help'.");
    };
  }

  private static boolean interactive(List<String> options) {
    boolean shell = true;
    for (String option : options) {
      if (!option.equals("--no-shell")) {
        throw new Refusal(2, "run: expected no option but --no-shell, found '" + option + "'.");
      }
      shell = false;
    }
    return shell && System.console() != null;
  }

  private int run(boolean interactive) throws Exception {
    Settings settings = Settings.of(System.getenv());
    state.create();
    try (Occupation occupation = Occupation.take(state, settings)) {
      Ports.requireFree(settings);
      prepare();
      announce(settings);
      long started = System.nanoTime();
      Container container = Container.start(distribution, state, settings, !interactive);
      Thread attendant =
          new Thread(() -> attend(container, settings, interactive, started), "qbrain-attendant");
      attendant.setDaemon(true);
      attendant.start();
      return container.awaitStop();
    }
  }

  private void prepare() throws IOException {
    List<Path> kept =
        new ShippedConfiguration(distribution.resolve("etc"), state.etc(), state.shippedEtc())
            .bringUpToDate();
    for (Path file : kept) {
      System.out.printf(
          "Kept your %s; this version ships another one: %s%n",
          state.etc().resolve(file), distribution.resolve("etc").resolve(file));
    }
    new Keys(state).ensure();
  }

  private void announce(Settings settings) {
    System.out.printf(
        "Q-Brain starts%n"
            + "  HTTP   http://%s:%d/%n"
            + "  shell  qbrain shell   (ssh on 127.0.0.1:%d)%n"
            + "  log    %s%n"
            + "  state  %s%n",
        settings.httpHost(),
        settings.httpPort(),
        settings.sshPort(),
        state.log().resolve("qbrain.json"),
        state.root());
  }

  /** Says when the platform trades, and gives the terminal to the shell. */
  private void attend(Container container, Settings settings, boolean interactive, long started) {
    try {
      if (!container.awaitBoot(BOOT_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        System.err.printf(
            "Not up after %d s; the reason is in %s%n",
            BOOT_WITHIN.toSeconds(), state.log().resolve("qbrain.json"));
        return;
      }
      if (new Readiness(settings).await(READY_WITHIN)) {
        System.out.printf("Ready after %.1f s.%n", (System.nanoTime() - started) / 1e9);
      } else {
        System.out.printf(
            "Not trading after %d s: platform:status says why (qbrain status).%n",
            READY_WITHIN.toSeconds());
      }
      shellProcess("platform:status").start().waitFor();
      System.out.print(NEXT);
      if (interactive) {
        shellProcess().start().waitFor();
        container.stop();
      }
    } catch (Refusal e) {
      System.err.println(e.getMessage());
    } catch (Exception e) {
      System.err.println("The shell ended unexpectedly: " + e);
    }
  }

  /**
   * The shell as a process of its own on this terminal: its ssh client must not be on the class
   * path that Karaf's ssh server sees.
   */
  private ProcessBuilder shellProcess(String... command) {
    List<String> words =
        new ArrayList<>(
            List.of(
                path("java.home").resolve("bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.ops4j.pax.logging.DefaultServiceLog.level=ERROR",
                "-Dqbrain.distribution=" + distribution,
                "-Dqbrain.home=" + state.root(),
                "-cp",
                path("qbrain.client.path").toString(),
                Main.class.getName(),
                "shell"));
    words.addAll(List.of(command));
    return new ProcessBuilder(words).inheritIO();
  }

  private int stop() throws IOException, InterruptedException, ExecutionException {
    Occupation.Tenant tenant = tenant();
    Optional<ProcessHandle> process = ProcessHandle.of(tenant.pid());
    if (process.isEmpty()) {
      throw Refusal.because("Process %d cannot be seen from here.", tenant.pid());
    }
    process.get().destroy();
    try {
      process.get().onExit().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw Refusal.because(
          "Process %d has not stopped within %d s. What it was doing is in %s; the last resort is"
              + " kill -9 %d, and nothing that was committed gets lost by it.",
          tenant.pid(), STOP_WITHIN.toSeconds(), state.log(), tenant.pid());
    }
    System.out.println("Stopped.");
    return 0;
  }

  private int status() {
    Occupation.Tenant tenant = tenant();
    System.out.printf(
        "Running: process %d, HTTP http://%s:%d/, shell on 127.0.0.1:%d, state %s%n",
        tenant.pid(), tenant.httpHost(), tenant.httpPort(), tenant.sshPort(), state.root());
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try (RemoteShell shell = RemoteShell.to(state, tenant.sshPort())) {
      int status = shell.run("platform:status", System.out, errors, COMMAND_WITHIN);
      System.out.flush();
      if (status != 0) {
        System.err.print(errors.toString(StandardCharsets.UTF_8));
      }
      return status;
    }
  }

  private int shell(List<String> words) {
    Occupation.Tenant tenant = tenant();
    try (RemoteShell shell = RemoteShell.to(state, tenant.sshPort())) {
      if (!words.isEmpty()) {
        OutputStream out = System.out;
        int status = shell.run(String.join(" ", words), out, System.err, COMMAND_WITHIN);
        System.out.flush();
        return status;
      }
      if (System.console() == null) {
        throw new Refusal(
            2,
            "shell: without a terminal it takes a command, for example: qbrain shell bundle:list");
      }
      shell.interact();
      return 0;
    }
  }

  private Occupation.Tenant tenant() {
    return Occupation.of(state)
        .orElseThrow(
            () ->
                new Refusal(
                    3, "Q-Brain is not running on " + state.root() + ". Start it: qbrain run"));
  }
}
