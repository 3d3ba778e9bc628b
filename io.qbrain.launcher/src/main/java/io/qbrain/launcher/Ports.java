package io.qbrain.launcher;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Says before the start which port is taken, and which variable chooses another. */
final class Ports {
  private Ports() {}

  static void requireFree(Settings settings) {
    requireFree(settings.httpHost(), settings.httpPort(), Settings.HTTP_PORT, "HTTP");
    requireFree("127.0.0.1", settings.sshPort(), Settings.SSH_PORT, "The shell");
  }

  private static void requireFree(String host, int port, String variable, String user) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      if (socket.getLocalPort() != port) {
        throw new IllegalStateException("asked for port " + port + ", got " + socket);
      }
    } catch (UnknownHostException e) {
      throw Refusal.because(
          "%s: '%s' is no address of this machine. The default is 127.0.0.1.",
          Settings.HTTP_HOST, host);
    } catch (BindException e) {
      throw Refusal.because(
          "%s needs port %d on %s, and it is not to be had (%s). Stop the program that uses it, or"
              + " choose another port: %s=%d qbrain run",
          user, port, host, e.getMessage(), variable, port < 65535 ? port + 1 : port - 1);
    } catch (IOException e) {
      throw Refusal.because("Port %d on %s cannot be opened (%s).", port, host, e);
    }
  }
}
