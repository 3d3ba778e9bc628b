package io.qbrain.container;

import io.qbrain.launcher.Refusal;
import io.qbrain.launcher.RemoteShell;
import io.qbrain.launcher.StateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A platform in a process of its own, started by the distribution's script on a state directory and
 * on ports of its own. What is asked of it goes over ssh and HTTP, as from outside.
 */
public final class Platform implements AutoCloseable {
  /** The distribution that is tested. */
  public static final Path DISTRIBUTION = Path.of("target/assembly").toAbsolutePath();

  private static final Duration START_WITHIN = Duration.ofSeconds(180);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(90);
  private static final Duration COMMAND_WITHIN = Duration.ofSeconds(60);
  private static final Duration REQUEST_WITHIN = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path home;
  private final int httpPort;
  private final int sshPort;
  private final Path console;
  private final Process process;

  private Platform(Path home, int httpPort, int sshPort, Path console, Process process) {
    this.home = home;
    this.console = console;
    this.httpPort = httpPort;
    this.sshPort = sshPort;
    this.process = process;
  }

  /** Starts a platform on a new state directory whose owner does not want the demo. */
  static Platform startEmpty(Path home) throws Exception {
    Files.createDirectories(home.resolve("etc"));
    Files.writeString(home.resolve("etc/io.qbrain.demo.cfg"), "# Nothing.\n");
    return start(home, Map.of());
  }

  /**
   * Starts a platform and waits until it trades.
   *
   * @param home its state directory, new or left by an earlier one
   * @param environment more variables for it
   */
  public static Platform start(Path home, Map<String, String> environment) throws Exception {
    Platform platform = launch(home, environment);
    try {
      platform.await("the platform says that it is ready", START_WITHIN, platform::isReady);
    } catch (Exception | AssertionError e) {
      platform.kill();
      throw new IllegalStateException("No start; its terminal:\n" + platform.terminal(), e);
    }
    return platform;
  }

  /** Starts a platform and waits for nothing. */
  public static Platform launch(Path home, Map<String, String> environment) throws IOException {
    int httpPort = freePort();
    int sshPort = freePort();
    Map<String, String> all = new HashMap<>(environment);
    all.put("QBRAIN_HOME", home.toString());
    all.put("QBRAIN_HTTP_PORT", Integer.toString(httpPort));
    all.put("QBRAIN_SSH_PORT", Integer.toString(sshPort));
    Path console =
        Files.createTempFile(home.toAbsolutePath().getParent(), home.getFileName() + "-", ".txt");
    Process process = script(all, console, "run", "--no-shell");
    return new Platform(home, httpPort, sshPort, console, process);
  }

  /** Runs the distribution's script with this process's JDK; what it prints goes to a file. */
  static Process script(Map<String, String> environment, Path output, String... arguments)
      throws IOException {
    String script = DISTRIBUTION.resolve("bin/qbrain").toString();
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(script), Stream.of(arguments)).toList());
    builder.environment().keySet().removeIf(name -> name.startsWith("QBRAIN_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean isReady() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the process ended with " + process.exitValue());
    }
    return Files.readString(console).contains("Ready after");
  }

  /** The state directory. */
  public Path home() {
    return home;
  }

  int httpPort() {
    return httpPort;
  }

  int sshPort() {
    return sshPort;
  }

  /** The platform's process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** All that the platform has printed on its terminal. */
  public String terminal() throws IOException {
    return Files.readString(console);
  }

  /** The lines of the log, JSON objects. */
  public List<String> log() throws IOException {
    return Files.readAllLines(home.resolve("log/qbrain.json"));
  }

  /** Runs a shell command as the owner of the state directory. */
  public Answer shell(String command) {
    try (RemoteShell shell = RemoteShell.to(new StateDirectory(home), sshPort)) {
      return run(shell, command);
    }
  }

  /** Runs a shell command as another user of {@code etc/keys.properties}. */
  Answer shellAs(String user, Path key, String command) {
    try (RemoteShell shell = RemoteShell.to(new StateDirectory(home), sshPort, user, key)) {
      return run(shell, command);
    }
  }

  private static Answer run(RemoteShell shell, String command) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int exitCode = shell.run(command, output, output, COMMAND_WITHIN);
    String text =
        output.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;?]*[a-zA-Z]", "");
    return new Answer(text, exitCode);
  }

  /** The answer to a GET without a token. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<String> put(String path, String contentType, Path body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .PUT(HttpRequest.BodyPublishers.ofFile(body)));
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  /** A request to the platform without a token, for what the verbs above do not cover. */
  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
        .timeout(REQUEST_WITHIN);
  }

  /** A request under {@code /api/v1} with the owner's token. */
  public HttpRequest.Builder api(String path) throws IOException {
    return withToken("/api/v1" + path);
  }

  /** A request with the owner's token. */
  HttpRequest.Builder withToken(String path) throws IOException {
    String token = Files.readString(home.resolve("rest-token")).strip();
    return request(path).header("Authorization", "Bearer " + token);
  }

  /** The answer to a request. */
  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Waits until the condition holds, or fails with the platform's state. */
  public void await(String what, Duration within, Condition condition) throws Exception {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("Not within " + within.toSeconds() + " s: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  /** Stops it in order, as a signal from the system does, and says how it ended. */
  public int stop() throws Exception {
    process.destroy();
    if (!process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      String state = diagnosis();
      kill();
      throw new AssertionError("No end within " + STOP_WITHIN.toSeconds() + " s\n" + state);
    }
    return process.exitValue();
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws Exception {
    if (process.isAlive()) {
      stop();
    }
  }

  /** What is not as it should be: bundles, components, errors in the log. */
  public String diagnosis() {
    StringBuilder text = new StringBuilder("State of the platform in " + home + ":\n");
    if (!process.isAlive()) {
      text.append("ended with ").append(process.exitValue()).append('\n');
    } else {
      for (String command :
          List.of("bundle:list -t 0 | grep -v Active", "bundle:diag", "scr:list")) {
        text.append("-- ").append(command).append('\n').append(attempt(command)).append('\n');
      }
    }
    try {
      text.append("-- log\n");
      log().stream()
          .filter(line -> line.contains("\"ERROR\"") || line.contains("\"WARN\""))
          .forEach(line -> text.append(line).append('\n'));
      text.append("-- terminal\n").append(terminal());
    } catch (IOException e) {
      text.append("unreadable: ").append(e);
    }
    return text.toString();
  }

  private String attempt(String command) {
    try {
      return shell(command).output();
    } catch (Refusal e) {
      return e.toString();
    }
  }
}
