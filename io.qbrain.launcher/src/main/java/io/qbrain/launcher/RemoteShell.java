package io.qbrain.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The shell of the platform that runs on a state directory: ssh on loopback, with the key that lies
 * there, and only to the host whose key lies there. One connection per command, as Karaf closes it
 * after each.
 *
 * <p>Safe for use by several threads at once.
 */
public final class RemoteShell implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private final SshClient client = SshClient.setUpDefaultClient();
  private final String name;
  private final KeyPair user;
  private final PublicKey host;
  private final int port;

  private RemoteShell(String name, KeyPair user, PublicKey host, int port) {
    this.name = name;
    this.user = user;
    this.host = host;
    this.port = port;
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setServerKeyVerifier((session, address, key) -> KeyUtils.compareKeys(this.host, key));
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(30));
    client.start();
  }

  /**
   * The shell as the owner of the state directory, an administrator.
   *
   * @param state of the platform to talk to; it has started at least once
   * @param port its ssh port
   */
  public static RemoteShell to(StateDirectory state, int port) {
    return to(state, port, Keys.USER, new Keys(state).userKeyFile());
  }

  /**
   * The shell as somebody else of {@code etc/keys.properties}.
   *
   * @param key the user's RSA private key, a PEM file
   */
  public static RemoteShell to(StateDirectory state, int port, String name, Path key) {
    try {
      PublicKey host = Keys.read(new Keys(state).hostKeyFile()).getPublic();
      return new RemoteShell(name, Keys.read(key), host, port);
    } catch (IOException | GeneralSecurityException e) {
      throw Refusal.because("The shell's keys in %s cannot be read (%s).", state.keys(), e);
    }
  }

  /**
   * Runs one command line; what it prints comes without colours.
   *
   * @return the command's exit status: 0 when it succeeded
   * @throws Refusal if the platform does not answer, or not within {@code timeout}
   */
  public int run(String command, OutputStream out, OutputStream err, Duration timeout) {
    try (ClientSession session = connect();
        ChannelExec channel = session.createExecChannel(command)) {
      channel.setOut(new PlainText(out));
      channel.setErr(new PlainText(err));
      channel.open().verify(CONNECT);
      if (channel
          .waitFor(EnumSet.of(ClientChannelEvent.CLOSED), timeout)
          .contains(ClientChannelEvent.TIMEOUT)) {
        throw Refusal.because("No end of '%s' within %d s.", command, timeout.toSeconds());
      }
      Integer status = channel.getExitStatus();
      return status == null ? 1 : status;
    } catch (IOException e) {
      throw Refusal.because("The shell on 127.0.0.1:%d does not answer (%s).", port, reason(e));
    }
  }

  /** Connects this terminal with the shell until the user leaves it. */
  public void interact() {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build();
        ClientSession session = connect();
        ChannelShell channel = session.createShellChannel()) {
      Attributes attributes = terminal.enterRawMode();
      try {
        Size size = terminal.getSize();
        channel.setPtyType(terminal.getType());
        channel.setPtyColumns(size.getColumns());
        channel.setPtyLines(size.getRows());
        channel.setIn(terminal.input());
        channel.setOut(terminal.output());
        channel.setErr(terminal.output());
        channel.open().verify(CONNECT);
        terminal.handle(Terminal.Signal.WINCH, signal -> resize(channel, terminal.getSize()));
        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 0);
      } finally {
        terminal.setAttributes(attributes);
      }
    } catch (IOException e) {
      throw Refusal.because("The shell on 127.0.0.1:%d does not answer (%s).", port, reason(e));
    }
  }

  private static void resize(ChannelShell channel, Size size) {
    try {
      channel.sendWindowChange(size.getColumns(), size.getRows());
    } catch (IOException e) {
      channel.close(true);
    }
  }

  private ClientSession connect() throws IOException {
    ClientSession session =
        client.connect(name, new InetSocketAddress("127.0.0.1", port)).verify(CONNECT).getSession();
    try {
      session.addPublicKeyIdentity(user);
      session.auth().verify(CONNECT);
      return session;
    } catch (IOException e) {
      session.close(true);
      throw e;
    }
  }

  private static String reason(IOException e) {
    return e instanceof SshException ssh && ssh.getCause() != null
        ? ssh.getCause().toString()
        : e.toString();
  }

  @Override
  public void close() {
    client.stop();
  }
}
