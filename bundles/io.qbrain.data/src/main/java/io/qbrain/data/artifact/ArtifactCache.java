package io.qbrain.data.artifact;

import io.qbrain.model.StrategyRef;
import io.qbrain.port.ArtifactStore.Artifact;
import io.qbrain.port.Cache;
import io.qbrain.port.Cache.Codec;
import io.qbrain.port.Cache.Level;
import io.qbrain.port.Cache.Region;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is read again and again of the registry: the list of what is stored, which one writer
 * changes and evicts, and the bytes of jars, which never change, by their digest in files of this
 * node.
 */
final class ArtifactCache {
  /** Larger jars are read from the database each time. */
  static final long MOST_BYTES = 32L << 20;

  private static final Region<List<Artifact>> LIST = Region.of("strategies.1", new ListBytes());
  private static final Region<byte[]> JARS =
      Region.of("strategy-jars.1", new PlainBytes()).on(EnumSet.of(Level.FILES));

  private volatile @Nullable Cache cache;

  void use(Cache value) {
    cache = value;
  }

  void forget(Cache value) {
    if (value.equals(cache)) {
      cache = null;
    }
  }

  /** Returns the list of a database. */
  List<Artifact> list(Supplier<String> database, Supplier<List<Artifact>> load) {
    Cache through = cache;
    return through == null ? load.get() : through.get(LIST, database.get(), k -> load.get());
  }

  /** The list of a database was changed there. */
  void changed(Supplier<String> database) {
    Cache through = cache;
    if (through != null) {
      through.evict(LIST, database.get());
    }
  }

  /** Returns the bytes of a jar. */
  byte[] jar(Artifact artifact, Supplier<byte[]> load) {
    Cache through = cache;
    return through == null ? load.get() : through.get(JARS, artifact.sha256(), k -> load.get());
  }

  /** The bytes that are kept of a jar are not its own. */
  void refuse(Artifact artifact) {
    Cache through = cache;
    if (through != null) {
      through.evict(JARS, artifact.sha256());
    }
  }

  /** Returns whether the bytes of a jar are worth to be kept, and there is a place for them. */
  boolean keeps(Artifact artifact) {
    return cache != null && artifact.sizeBytes() <= MOST_BYTES;
  }

  private static final class ListBytes implements Codec<List<Artifact>> {
    @Override
    public byte[] write(List<Artifact> value) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeInt(value.size());
        for (Artifact artifact : value) {
          out.writeUTF(artifact.ref().namespace());
          out.writeUTF(artifact.ref().name());
          out.writeUTF(artifact.ref().version());
          out.writeUTF(artifact.sha256());
          out.writeLong(artifact.sizeBytes());
          out.writeUTF(artifact.spiRange());
          out.writeLong(artifact.storedNanos());
          out.writeBoolean(artifact.installed());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e); // memory does not fail
      }
      return bytes.toByteArray();
    }

    @Override
    public List<Artifact> read(byte[] bytes) {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
        int size = in.readInt();
        List<Artifact> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          all.add(
              new Artifact(
                  new StrategyRef(in.readUTF(), in.readUTF(), in.readUTF()),
                  in.readUTF(),
                  in.readLong(),
                  in.readUTF(),
                  in.readLong(),
                  in.readBoolean()));
        }
        return List.copyOf(all);
      } catch (IOException e) {
        throw new UncheckedIOException("expected the list of stored jars", e);
      }
    }
  }

  private static final class PlainBytes implements Codec<byte[]> {
    @Override
    public byte[] write(byte[] value) {
      return value;
    }

    @Override
    public byte[] read(byte[] bytes) {
      return bytes;
    }
  }
}
