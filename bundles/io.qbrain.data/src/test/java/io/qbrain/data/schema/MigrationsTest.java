package io.qbrain.data.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qbrain.data.TestDatabase;
import io.qbrain.port.PortException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {

  @Test
  void everyScriptIsNamed() throws IOException, URISyntaxException {
    Path folder =
        Path.of(Migrations.class.getResource(Migrations.SCRIPTS.get(0)).toURI())
            .resolveSibling(".")
            .normalize();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.endsWith(".sql")))
          .containsExactlyInAnyOrderElementsOf(Migrations.SCRIPTS);
    }
  }

  @Test
  void aScriptThatFailsLeavesTheTablesAsTheyWere() throws SQLException {
    Connections connections = new Connections(TestDatabase.login(MigrationsTest.class));
    Migrations broken =
        new Migrations(
            connections, List.of(Migrations.SCRIPTS.get(0), "V2__fails_in_the_middle.sql"));
    assertThatThrownBy(broken::apply)
        .isInstanceOf(PortException.class)
        .hasMessageContaining("V2__fails_in_the_middle.sql")
        .hasMessageContaining("no_such_table")
        .hasMessageContaining("nothing of it was kept")
        .hasMessageContaining("QBRAIN_DB_URL")
        .message()
        .doesNotContain("\n");

    new Migrations(connections).apply();
    try (var connection = connections.forMigration().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select to_regclass('half_done')")) {
      rows.next();
      assertThat(rows.getString(1)).isNull();
    }
  }
}
