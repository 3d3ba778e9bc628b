package io.qbrain.data.artifact;

import io.qbrain.data.PostgresDatabase;
import io.qbrain.model.StrategyRef;
import io.qbrain.port.ArtifactStore;
import io.qbrain.port.Cache;
import io.qbrain.port.PortException;
import java.io.ByteArrayOutputStream;
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
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The jars of strategies in PostgreSQL; every byte is checked on its way in and out. */
@Component(service = ArtifactStore.class)
public final class PostgresArtifacts implements ArtifactStore {
  private static final int CHUNK = 1 << 20;
  private static final String COLUMNS =
      "namespace, name, version, sha256, size_bytes, spi_range, stored_nanos, installed";
  private static final String THIS = " where namespace = ? and name = ? and version = ?";

  private final PostgresDatabase database;
  private final ArtifactCache cache = new ArtifactCache();
  private volatile @Nullable String identity;

  @Activate
  public PostgresArtifacts(@Reference PostgresDatabase database) {
    this.database = database;
  }

  /** Reads through a cache from now on. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindCache(Cache value) {
    cache.use(value);
  }

  /** Forgets a cache. */
  public void unbindCache(Cache value) {
    cache.forget(value);
  }

  private interface Work<R> {
    R on(Connection connection) throws SQLException, IOException;
  }

  @Override
  public Artifact put(Artifact artifact, Path jar) {
    Artifact stored = inTransaction("store " + artifact.ref(), c -> put(c, artifact, jar));
    cache.changed(this::identity);
    return stored;
  }

  private static Artifact put(Connection connection, Artifact artifact, Path jar)
      throws SQLException, IOException {
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
  }

  @Override
  public List<Artifact> list() {
    return cache.list(this::identity, this::stored);
  }

  /** When the tables were made: another database behind the same cache is another list. */
  private String identity() {
    String known = identity;
    if (known == null) {
      known =
          inTransaction(
              "see which database it is",
              connection -> {
                try (PreparedStatement select =
                        connection.prepareStatement(
                            "select min(installed_on)::text from schema_version");
                    ResultSet rows = select.executeQuery()) {
                  rows.next();
                  return String.valueOf(rows.getString(1));
                }
              });
      identity = known;
    }
    return known;
  }

  private List<Artifact> stored() {
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
    String what = "fetch " + ref + " to " + to;
    Optional<Artifact> found = inTransaction(what, connection -> find(connection, ref));
    if (found.isPresent() && !isFetchedFromCache(what, found.get(), to)) {
      Artifact artifact = found.get();
      inTransaction(
          what,
          connection -> {
            writeFile(to, out -> copyChunks(connection, artifact, out));
            return artifact;
          });
    }
    return found;
  }

  /** Writes a jar to a file without asking the database for its bytes, if that can be. */
  private boolean isFetchedFromCache(String what, Artifact artifact, Path to) {
    if (!cache.keeps(artifact)) {
      return false;
    }
    byte[] jar =
        cache.jar(
            artifact,
            () ->
                inTransaction(
                    what,
                    connection -> {
                      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                      copyChunks(connection, artifact, bytes);
                      return bytes.toByteArray();
                    }));
    if (!artifact.sha256().equals(HexFormat.of().formatHex(sha256().digest(jar)))) {
      cache.refuse(artifact); // somebody has written into the cache's folder
      return false;
    }
    try {
      writeFile(to, out -> out.write(jar));
      return true;
    } catch (SQLException | IOException e) {
      throw new PortException("cannot " + what + ": " + e.getMessage(), e);
    }
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
    cache.changed(this::identity);
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

  private interface Content {
    void to(OutputStream out) throws SQLException, IOException;
  }

  /** Makes a file, whole or not at all. */
  private static void writeFile(Path to, Content content) throws SQLException, IOException {
    Path fresh = to.resolveSibling(to.getFileName() + ".part");
    try {
      try (OutputStream out =
          Files.newOutputStream(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE,
              StandardOpenOption.DSYNC)) {
        content.to(out);
      }
      Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void copyChunks(Connection connection, Artifact artifact, OutputStream out)
      throws SQLException, IOException {
    MessageDigest digest = sha256();
    long size = 0;
    try (PreparedStatement select =
        connection.prepareStatement(
            "select bytes from artifact_chunk" + THIS + " order by number")) {
      set(select, 1, artifact.ref());
      select.setFetchSize(4);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          byte[] chunk = rows.getBytes(1);
          digest.update(chunk);
          size += chunk.length;
          out.write(chunk);
        }
      }
    }
    check(artifact, digest, size, "the database");
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
