package io.qbrain.kernel;

import io.qbrain.model.StateData;
import io.qbrain.strategy.StateReader;
import io.qbrain.strategy.StateWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** Writes a strategy's named values as bytes, in the order of names, and reads them again. */
final class StateCodec {
  private StateCodec() {}

  /** Takes named values. */
  static final class Writer implements StateWriter {
    private final Map<String, Object> values = new TreeMap<>();

    boolean isEmpty() {
      return values.isEmpty();
    }

    @Override
    public void putLong(String name, long value) {
      values.put(name, value);
    }

    @Override
    public void putDouble(String name, double value) {
      values.put(name, value);
    }

    @Override
    public void putString(String name, String value) {
      values.put(name, value);
    }

    @Override
    public void putDoubles(String name, double[] value) {
      values.put(name, value.clone());
    }

    StateData data() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeInt(values.size());
        for (Map.Entry<String, Object> e : values.entrySet()) {
          out.writeUTF(e.getKey());
          write(out, e.getValue());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return StateData.of(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, Object value) throws IOException {
      if (value instanceof Long l) {
        out.writeByte('l');
        out.writeLong(l);
      } else if (value instanceof Double d) {
        out.writeByte('d');
        out.writeDouble(d);
      } else if (value instanceof String s) {
        out.writeByte('s');
        out.writeUTF(s);
      } else {
        double[] many = (double[]) value;
        out.writeByte('a');
        out.writeInt(many.length);
        for (double d : many) {
          out.writeDouble(d);
        }
      }
    }
  }

  /** Gives named values back. */
  static final class Reader implements StateReader {
    private final Map<String, Object> values = new TreeMap<>();

    Reader(StateData data) {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(data.bytes()))) {
        int n = in.readInt();
        for (int i = 0; i < n; i++) {
          values.put(in.readUTF(), read(in));
        }
      } catch (IOException e) {
        throw new IllegalArgumentException("the saved state cannot be read: " + e, e);
      }
    }

    private static Object read(DataInputStream in) throws IOException {
      byte type = in.readByte();
      switch (type) {
        case 'l':
          return in.readLong();
        case 'd':
          return in.readDouble();
        case 's':
          return in.readUTF();
        case 'a':
          double[] many = new double[in.readInt()];
          for (int i = 0; i < many.length; i++) {
            many[i] = in.readDouble();
          }
          return many;
        default:
          throw new IOException("expected a type l, d, s or a, found " + type);
      }
    }

    @Override
    public boolean has(String name) {
      return values.containsKey(name);
    }

    @Override
    public long getLong(String name) {
      return get(name, Long.class);
    }

    @Override
    public double getDouble(String name) {
      return get(name, Double.class);
    }

    @Override
    public String getString(String name) {
      return get(name, String.class);
    }

    @Override
    public double[] getDoubles(String name) {
      return get(name, double[].class).clone();
    }

    private <T> T get(String name, Class<T> type) {
      Object value = values.get(name);
      if (!type.isInstance(value)) {
        throw new IllegalArgumentException(
            "saved state: expected a "
                + type.getSimpleName()
                + " named "
                + name
                + ", found "
                + (value == null ? "nothing" : value.getClass().getSimpleName())
                + "; saved are "
                + values.keySet());
      }
      return type.cast(value);
    }
  }
}
