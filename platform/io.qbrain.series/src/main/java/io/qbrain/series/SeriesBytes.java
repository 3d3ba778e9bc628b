package io.qbrain.series;

import io.qbrain.model.EventSeries;
import io.qbrain.model.InstrumentId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A series as bytes in memory, column by column: for a cache, which has its own checksums. What is
 * to last is a {@link ColumnFile}.
 */
public final class SeriesBytes {
  /** A series of more bytes has no such form. */
  public static final long MOST = 1L << 30;

  private SeriesBytes() {}

  /** Returns how many bytes a series takes, about. */
  public static long sizeOf(EventSeries series) {
    ColumnForm form = ColumnForm.of(series);
    return (long) series.size() * form.columns(ColumnForm.detail(series)) * Long.BYTES;
  }

  /**
   * Returns the bytes of a series.
   *
   * @throws SeriesException if it has more than {@link #MOST}
   */
  public static byte[] write(EventSeries series) {
    if (sizeOf(series) > MOST) {
      throw new SeriesException(
          "expected a series of at most " + MOST + " bytes, found " + sizeOf(series));
    }
    ColumnForm form = ColumnForm.of(series);
    String detail = ColumnForm.detail(series);
    byte[] head = head(form, series, detail);
    ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(head.length, (int) sizeOf(series)));
    bytes.put(head);
    for (int column = 0; column < form.columns(detail); column++) {
      ColumnForm.Values values = ColumnForm.values(series, column);
      for (int row = 0; row < series.size(); row++) {
        bytes.putLong(values.at(row));
      }
    }
    return bytes.array();
  }

  private static byte[] head(ColumnForm form, EventSeries series, String detail) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(form.magic);
      out.writeUTF(series.instrument().toString());
      out.writeUTF(detail);
      out.writeInt(series.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the series of bytes.
   *
   * @throws SeriesException if they are of another form
   */
  public static EventSeries read(byte[] bytes) {
    ByteArrayInputStream all = new ByteArrayInputStream(bytes);
    try (DataInputStream in = new DataInputStream(all)) {
      Optional<ColumnForm> form = ColumnForm.marked(in.readUTF());
      InstrumentId instrument = InstrumentId.of(in.readUTF());
      String detail = in.readUTF();
      int size = in.readInt();
      int begin = bytes.length - all.available();
      if (form.isEmpty()
          || size < 0
          || all.available() != (long) size * form.get().columns(detail) * Long.BYTES) {
        throw new SeriesException("expected a series as bytes, found " + bytes.length + " others");
      }
      return rows(form.get(), instrument, detail, ByteBuffer.wrap(bytes), begin, size);
    } catch (IOException | IllegalArgumentException e) {
      throw new SeriesException("expected a series as bytes, found others: " + e.getMessage(), e);
    }
  }

  private static EventSeries rows(
      ColumnForm form,
      InstrumentId instrument,
      String detail,
      ByteBuffer bytes,
      int begin,
      int size) {
    ColumnForm.Rows rows = form.rows(instrument, detail);
    long[] row = new long[form.columns(detail)];
    for (int i = 0; i < size; i++) {
      for (int column = 0; column < row.length; column++) {
        row[column] = bytes.getLong(begin + (column * size + i) * Long.BYTES);
      }
      rows.add(row);
    }
    return rows.build();
  }
}
