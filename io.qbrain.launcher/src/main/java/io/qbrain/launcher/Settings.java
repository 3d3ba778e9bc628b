package io.qbrain.launcher;

import java.util.Map;

/**
 * The addresses that the platform listens on, from {@code QBRAIN_*} environment variables.
 *
 * @param httpHost where REST and console listen, loopback unless {@code QBRAIN_HTTP_HOST} says
 *     otherwise
 * @param httpPort 8181, or {@code QBRAIN_HTTP_PORT}
 * @param sshPort the shell's port on loopback: 8101, or {@code QBRAIN_SSH_PORT}
 */
record Settings(String httpHost, int httpPort, int sshPort) {
  static final String HTTP_HOST = "QBRAIN_HTTP_HOST";
  static final String HTTP_PORT = "QBRAIN_HTTP_PORT";
  static final String SSH_PORT = "QBRAIN_SSH_PORT";

  Settings {
    if (httpPort == sshPort) {
      throw Refusal.because(
          "%s and %s are both %d: the shell and HTTP need a port each.",
          HTTP_PORT, SSH_PORT, httpPort);
    }
  }

  static Settings of(Map<String, String> environment) {
    return new Settings(
        environment.getOrDefault(HTTP_HOST, "127.0.0.1"),
        port(environment, HTTP_PORT, 8181),
        port(environment, SSH_PORT, 8101));
  }

  private static int port(Map<String, String> environment, String name, int standard) {
    String text = environment.getOrDefault(name, Integer.toString(standard));
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw Refusal.because("%s: expected a port from 1 to 65535, found '%s'.", name, text);
    }
    return port;
  }
}
