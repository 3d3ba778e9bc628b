package io.qbrain.data.artifact;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.model.StrategyRef;
import io.qbrain.port.ArtifactStore;
import io.qbrain.port.PortException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The jars of strategies in PostgreSQL; every byte is checked on its way in and out. */
@Component(service = ArtifactStore.class)
public final class PostgresArtifacts implements ArtifactStore {
  private static final int CHUNK = 1 << 20;
  private static final String COLUMNS =
      "namespace, name, version, sha256, size_bytes, spi_range, stored_nanos, installed";
  private static final String THIS = " where namespace = ? and name = ? and version = ?";

  private final PostgresDatabase database;

  @Activate
  public PostgresArtifacts(@Reference PostgresDatabase database) {
    this.database = database;
  }

  private interface Work<R> {
    R on(Connection connection) throws SQLException, IOException;
  }

  @Override
  public Artifact put(Artifact artifact, Path jar) {
    return inTransaction(
        "store " + artifact.ref(),
        connection -> {
          if (insert(connection, artifact)) {
            writeChunks(connection, artifact, jar);
            return artifact;
          }
          Artifact stored = find(connection, artifact.ref()).orElseThrow();
          if (!stored.sha256().equals(artifact.sha256())) {
            throw new PortException(
                artifact.ref()
                    + " is stored with digest "
                    + stored.sha256()
                    + ", found another jar with digest "
                    + artifact.sha256()
                    + ": a version never changes, raise it");
          }
          return stored;
        });
  }

  @Override
  public List<Artifact> list() {
    return inTransaction(
        "list the stored jars",
        connection -> {
          List<Artifact> found = new ArrayList<>();
          try (PreparedStatement select =
                  connection.prepareStatement("select " + COLUMNS + " from artifact");
              ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
              found.add(read(rows));
            }
          }
          found.sort(Comparator.comparing(Artifact::ref));
          return List.copyOf(found);
        });
  }

  @Override
  public Optional<Artifact> fetch(StrategyRef ref, Path to) {
    return inTransaction(
        "fetch " + ref + " to " + to,
        connection -> {
          Optional<Artifact> found = find(connection, ref);
          if (found.isPresent()) {
            readChunks(connection, found.get(), to);
          }
          return found;
        });
  }

  @Override
  public void setInstalled(StrategyRef ref, boolean installed) {
    int changed =
        inTransaction(
            "mark " + ref,
            connection -> {
              try (PreparedStatement update =
                  connection.prepareStatement("update artifact set installed = ?" + THIS)) {
                update.setBoolean(1, installed);
                set(update, 2, ref);
                return update.executeUpdate();
              }
            });
    if (changed == 0) {
      throw new PortException("there is no stored jar " + ref);
    }
  }

  private static boolean insert(Connection connection, Artifact artifact) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into artifact ("
                + COLUMNS
                + ") values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
      set(insert, 1, artifact.ref());
      insert.setString(4, artifact.sha256());
      insert.setLong(5, artifact.sizeBytes());
      insert.setString(6, artifact.spiRange());
      insert.setLong(7, artifact.storedNanos());
      insert.setBoolean(8, artifact.installed());
      return insert.executeUpdate() == 1;
    }
  }

  private static void writeChunks(Connection connection, Artifact artifact, Path jar)
      throws SQLException, IOException {
    MessageDigest digest = sha256();
    long size = 0;
    try (InputStream in = Files.newInputStream(jar);
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into artifact_chunk (namespace, name, version, number, bytes)"
                    + " values (?, ?, ?, ?, ?)")) {
      set(insert, 1, artifact.ref());
      byte[] chunk = in.readNBytes(CHUNK);
      for (int number = 1; chunk.length > 0; number++) {
        digest.update(chunk);
        size += chunk.length;
        insert.setInt(4, number);
        insert.setBytes(5, chunk);
        insert.executeUpdate();
        chunk = in.readNBytes(CHUNK);
      }
    }
    check(artifact, digest, size, jar.toString());
  }

  private static void readChunks(Connection connection, Artifact artifact, Path to)
      throws SQLException, IOException {
    Path fresh = to.resolveSibling(to.getFileName() + ".part");
    MessageDigest digest = sha256();
    long size = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "select bytes from artifact_chunk" + THIS + " order by number")) {
      set(select, 1, artifact.ref());
      select.setFetchSize(4);
      try (OutputStream out =
              Files.newOutputStream(
                  fresh,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DSYNC);
          ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          byte[] chunk = rows.getBytes(1);
          digest.update(chunk);
          size += chunk.length;
          out.write(chunk);
        }
      }
      check(artifact, digest, size, "the database");
      Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void check(Artifact artifact, MessageDigest digest, long size, String where) {
    String found = HexFormat.of().formatHex(digest.digest());
    if (size != artifact.sizeBytes() || !found.equals(artifact.sha256())) {
      throw new PortException(
          "expected "
              + artifact.sizeBytes()
              + " bytes with digest "
              + artifact.sha256()
              + " for "
              + artifact.ref()
              + ", found "
              + size
              + " bytes with digest "
              + found
              + " in "
              + where);
    }
  }

  private static Optional<Artifact> find(Connection connection, StrategyRef ref)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select " + COLUMNS + " from artifact" + THIS)) {
      set(select, 1, ref);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(read(rows)) : Optional.empty();
      }
    }
  }

  private static Artifact read(ResultSet row) throws SQLException {
    return new Artifact(
        new StrategyRef(row.getString(1), row.getString(2), row.getString(3)),
        row.getString(4),
        row.getLong(5),
        row.getString(6),
        row.getLong(7),
        row.getBoolean(8));
  }

  private static void set(PreparedStatement statement, int from, StrategyRef ref)
      throws SQLException {
    statement.setString(from, ref.namespace());
    statement.setString(from + 1, ref.name());
    statement.setString(from + 2, ref.version());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Commits if the work returns, rolls back if it throws: nothing half-done stays. */
  private <R> R inTransaction(String what, Work<R> work) {
    try (Connection connection = database.pool().getConnection()) {
      connection.setAutoCommit(false);
      boolean done = false;
      try {
        R result = work.on(connection);
        connection.commit();
        done = true;
        return result;
      } finally {
        if (!done) {
          connection.rollback();
        }
      }
    } catch (SQLException | IOException e) {
      throw new PortException("cannot " + what + ": " + e.getMessage(), e);
    }
  }
}
