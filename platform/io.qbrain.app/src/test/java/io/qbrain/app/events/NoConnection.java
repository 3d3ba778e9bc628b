package io.qbrain.app.events;

import java.lang.reflect.Proxy;
import java.sql.Connection;

/** A connection for projections that keep their rows themselves. */
final class NoConnection {
  static final Connection INSTANCE =
      (Connection)
          Proxy.newProxyInstance(
              NoConnection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                throw new AssertionError("nothing is behind this connection: " + method);
              });

  private NoConnection() {}
}
