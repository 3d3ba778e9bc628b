package io.qbrain.app;

import io.qbrain.kernel.Input;
import io.qbrain.model.InstrumentId;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Inputs as bytes. Market events, nearly all of a log, have a {@link EventRecord form of their
 * own}; the others are {@link RecordCodec records}. Of an instrument that is listed only the id is
 * kept: its properties are an effect in the journal.
 */
final class InputCodec {
  private static final byte SESSION = 0;
  private static final byte EVENT = 1;
  private static final byte LISTED = 2;
  private static final byte OTHER = 3;

  private final RecordCodec records = new RecordCodec();

  /**
   * What a record of the log says.
   *
   * @param sequence the input's sequence; for the beginning of a session, the one it went on from
   * @param input the input; null for the beginning of a session and for an instrument
   * @param listed the instrument that was listed, or null
   */
  record Logged(long sequence, @Nullable Input input, @Nullable InstrumentId listed) {
    boolean isSession() {
      return input == null && listed == null;
    }
  }

  void writeSession(DataOutputStream to) throws IOException {
    to.writeByte(SESSION);
  }

  void write(Input input, DataOutputStream to) throws IOException {
    if (input instanceof Input.Market m) {
      to.writeByte(EVENT);
      EventRecord.write(m.event(), to);
    } else if (input instanceof Input.ListInstrument l) {
      to.writeByte(LISTED);
      to.writeUTF(l.instrument().id().toString());
    } else {
      to.writeByte(OTHER);
      records.write(Input.class, input, to);
    }
  }

  Logged read(byte[] body) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
    long sequence = in.readLong();
    byte kind = in.readByte();
    return switch (kind) {
      case SESSION -> new Logged(sequence, null, null);
      case LISTED -> new Logged(sequence, null, InstrumentId.of(in.readUTF()));
      case EVENT -> new Logged(sequence, new Input.Market(EventRecord.read(in)), null);
      case OTHER -> new Logged(sequence, (Input) records.read(Input.class, in), null);
      default -> throw new IOException("a record of an unknown kind " + kind);
    };
  }
}
