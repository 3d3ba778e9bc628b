package io.qbrain.data.server;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A program that starts a server, commits a row, says so, and then lives until it is killed. */
public final class ServerProgram {
  private ServerProgram() {}

  public static void main(String[] args) throws SQLException, IOException {
    PostgresServer server =
        new PostgresServer(ServerSettings.in(Path.of(args[0])).withPrograms(Path.of(args[1])));
    ServerAddress address = server.start();
    try (Connection connection = TestServer.connect(address);
        Statement statement = connection.createStatement()) {
      statement.execute("drop table if exists kept");
      statement.execute("create table kept (id int primary key)");
      statement.execute("insert into kept values (42)");
    }
    System.out.println("ready " + address.pid() + " " + address.port());
    System.out.flush();
    while (System.in.read() >= 0) {
      // waits for the end of the pipe, or for the kill
    }
  }
}
