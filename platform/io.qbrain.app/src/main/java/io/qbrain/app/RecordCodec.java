package io.qbrain.app;

import io.qbrain.model.AccountId;
import io.qbrain.model.BarSpec;
import io.qbrain.model.ClientOrderId;
import io.qbrain.model.Currency;
import io.qbrain.model.ExecutionId;
import io.qbrain.model.InstanceId;
import io.qbrain.model.InstrumentId;
import io.qbrain.model.Money;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.model.StrategyRef;
import io.qbrain.model.VenueOrderId;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Records as bytes, component by component in the order of their declaration; so a record that
 * grows needs no code here. A record begins with a fingerprint of its components: bytes that were
 * written when it had others are refused, never misread. Only a record that has grown at its end is
 * read as it was before: what it did not have is null, 0 or false.
 *
 * <p>Components are records, sealed interfaces of records, enums, numbers, texts, lists, maps of
 * texts, the api's values and ids, and types that were registered with {@link #with}. Each may be
 * null. Not thread-safe.
 */
final class RecordCodec {
  /** Writes a value of a registered type. */
  interface Writer<T> {
    /** Writes it. */
    void write(T value, DataOutput to) throws IOException;
  }

  /** Reads a value of a registered type. */
  interface Reader<T> {
    /** Reads it. */
    T read(DataInput from) throws IOException;
  }

  private record Form(Writer<Object> writer, Reader<?> reader) {}

  /**
   * What a record has.
   *
   * @param fingerprints of its first components; the last is of all of them
   */
  private record Shape(
      int[] fingerprints, RecordComponent[] components, Type[] types, Constructor<?> constructor) {

    int fingerprint() {
      return fingerprints[types.length];
    }

    /** Returns how many components a record of a fingerprint had, at least one; -1 if unknown. */
    int componentsOf(int fingerprint) {
      for (int n = types.length; n > (types.length == 0 ? -1 : 0); n--) {
        if (fingerprints[n] == fingerprint) {
          return n;
        }
      }
      return -1;
    }
  }

  private static final int MAX_ELEMENTS = 100_000;

  private final Map<Class<?>, Form> forms = new LinkedHashMap<>();
  private final Map<Class<?>, Shape> shapes = new LinkedHashMap<>();

  RecordCodec() {
    text(InstrumentId.class, InstrumentId::of);
    text(AccountId.class, AccountId::of);
    text(InstanceId.class, InstanceId::of);
    text(ClientOrderId.class, ClientOrderId::of);
    text(VenueOrderId.class, VenueOrderId::of);
    text(ExecutionId.class, ExecutionId::of);
    text(Currency.class, Currency::of);
    text(StrategyRef.class, StrategyRef::parse);
    text(BarSpec.class, BarSpec::parse);
    text(String.class, s -> s);
    with(Price.class, (v, to) -> to.writeLong(v.raw()), in -> Price.ofRaw(in.readLong()));
    with(Quantity.class, (v, to) -> to.writeLong(v.raw()), in -> Quantity.ofRaw(in.readLong()));
    with(
        Money.class,
        (v, to) -> {
          to.writeLong(v.raw());
          writeText(v.currency().toString(), to);
        },
        in -> Money.ofRaw(in.readLong(), Currency.of(readText(in))));
    with(Long.class, (v, to) -> to.writeLong(v), DataInput::readLong);
    with(Integer.class, (v, to) -> to.writeInt(v), DataInput::readInt);
    with(Double.class, (v, to) -> to.writeDouble(v), DataInput::readDouble);
    with(Boolean.class, (v, to) -> to.writeBoolean(v), DataInput::readBoolean);
    with(
        SortedMap.class,
        (v, to) -> {
          to.writeInt(v.size());
          for (Object e : v.entrySet()) {
            Map.Entry<?, ?> entry = (Map.Entry<?, ?>) e;
            writeText(String.valueOf(entry.getKey()), to);
            writeText(String.valueOf(entry.getValue()), to);
          }
        },
        in -> {
          TreeMap<String, String> map = new TreeMap<>();
          for (int i = count(in); i > 0; i--) {
            map.put(readText(in), readText(in));
          }
          return map;
        });
  }

  private <T> void text(Class<T> type, Function<String, T> parse) {
    with(type, (v, to) -> writeText(v.toString(), to), in -> parse.apply(readText(in)));
  }

  /** Registers the form of a type that is no record. */
  <T> RecordCodec with(Class<T> type, Writer<T> writer, Reader<? extends T> reader) {
    forms.put(type, new Form((value, to) -> writer.write(type.cast(value), to), reader));
    return this;
  }

  /** Writes a text of any length. */
  static void writeText(String text, DataOutput to) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    to.writeInt(bytes.length);
    to.write(bytes);
  }

  /** Reads a text. */
  static String readText(DataInput from) throws IOException {
    int length = from.readInt();
    if (length < 0 || length > InputLog.MAX_RECORD_BYTES) {
      throw new IOException("expected a text of at most " + InputLog.MAX_RECORD_BYTES + " bytes");
    }
    byte[] bytes = new byte[length];
    from.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int count(DataInput from) throws IOException {
    int count = from.readInt();
    if (count < 0 || count > MAX_ELEMENTS) {
      throw new IOException("expected at most " + MAX_ELEMENTS + " elements, found " + count);
    }
    return count;
  }

  /** Writes a value of a type. */
  void write(Type type, @Nullable Object value, DataOutput to) throws IOException {
    to.writeBoolean(value != null);
    if (value == null) {
      return;
    }
    Class<?> raw = raw(type);
    Form form = forms.get(raw);
    if (form != null) {
      form.writer().write(value, to);
    } else if (raw.isEnum()) {
      writeText(((Enum<?>) value).name(), to);
    } else if (Collection.class.isAssignableFrom(raw)) {
      Collection<?> all = (Collection<?>) value;
      to.writeInt(all.size());
      for (Object element : all) {
        write(element(type), element, to);
      }
    } else if (raw.isSealed()) {
      writeText(value.getClass().getSimpleName(), to);
      writeRecord(value.getClass(), value, to);
    } else {
      writeRecord(raw, value, to);
    }
  }

  private void writeRecord(Class<?> type, Object value, DataOutput to) throws IOException {
    Shape shape = shape(type);
    to.writeInt(shape.fingerprint());
    for (int i = 0; i < shape.components().length; i++) {
      Object component;
      try {
        component = shape.components()[i].getAccessor().invoke(value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("component " + shape.components()[i] + " of " + value, e);
      }
      write(shape.types()[i], component, to);
    }
  }

  /** Reads a value of a type. */
  @Nullable Object read(Type type, DataInput from) throws IOException {
    if (!from.readBoolean()) {
      return null;
    }
    Class<?> raw = raw(type);
    Form form = forms.get(raw);
    if (form != null) {
      return form.reader().read(from);
    }
    if (raw.isEnum()) {
      String name = readText(from);
      for (Object constant : raw.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(name)) {
          return constant;
        }
      }
      throw new IOException("expected a " + raw.getSimpleName() + ", found '" + name + "'");
    }
    if (Collection.class.isAssignableFrom(raw)) {
      List<@Nullable Object> all = new ArrayList<>();
      for (int i = count(from); i > 0; i--) {
        all.add(read(element(type), from));
      }
      return all;
    }
    return readRecord(raw.isSealed() ? permitted(raw, readText(from)) : raw, from);
  }

  private static Class<?> permitted(Class<?> sealed, String name) throws IOException {
    for (Class<?> one : sealed.getPermittedSubclasses()) {
      if (one.getSimpleName().equals(name)) {
        return one;
      }
    }
    throw new IOException("expected a " + sealed.getSimpleName() + ", found '" + name + "'");
  }

  private Object readRecord(Class<?> type, DataInput from) throws IOException {
    Shape shape = shape(type);
    int written = shape.componentsOf(from.readInt());
    if (written < 0) {
      throw new IOException(
          type.getSimpleName() + " was written when it had other components than now");
    }
    @Nullable Object[] values = new @Nullable Object[shape.types().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < written ? read(shape.types()[i], from) : absent(shape.types()[i]);
    }
    try {
      return shape.constructor().newInstance(values);
    } catch (ReflectiveOperationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(type.getSimpleName() + ": " + cause.getMessage(), e);
    }
  }

  private Shape shape(Class<?> type) {
    Shape known = shapes.get(type);
    if (known != null) {
      return known;
    }
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalStateException("no form of " + type + " is registered");
    }
    Type[] types = new Type[components.length];
    Class<?>[] raws = new Class<?>[components.length];
    CRC32 crc = new CRC32();
    int[] fingerprints = new int[components.length + 1];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getGenericType();
      raws[i] = components[i].getType();
      crc.update(
          (components[i].getName() + ':' + types[i].getTypeName() + ';')
              .getBytes(StandardCharsets.UTF_8));
      fingerprints[i + 1] = (int) crc.getValue();
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(raws);
      Shape made = new Shape(fingerprints, components, types, constructor);
      shapes.put(type, made);
      return made;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("a record without its constructor: " + type, e);
    }
  }

  /** Returns what a component was before it was there. */
  private static @Nullable Object absent(Type type) {
    if (type == long.class) {
      return 0L;
    } else if (type == int.class) {
      return 0;
    } else if (type == double.class) {
      return 0.0;
    }
    return type == boolean.class ? Boolean.FALSE : null;
  }

  private static Type element(Type type) {
    return type instanceof ParameterizedType p ? p.getActualTypeArguments()[0] : Object.class;
  }

  private static Class<?> raw(Type type) {
    Class<?> raw =
        type instanceof ParameterizedType p ? (Class<?>) p.getRawType() : (Class<?>) type;
    if (!raw.isPrimitive()) {
      return raw;
    }
    return raw == long.class
        ? Long.class
        : raw == int.class ? Integer.class : raw == double.class ? Double.class : Boolean.class;
  }
}
