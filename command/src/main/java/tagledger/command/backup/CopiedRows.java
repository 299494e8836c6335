package tagledger.command.backup;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/** Rows on their way into one table, in PostgreSQL's binary COPY format. For one thread. */
final class CopiedRows {

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final int END = -1;
  private static final int NULL = -1;

  /** PostgreSQL counts its microseconds from 2000. */
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final String sql;
  private final int columns;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  CopiedRows(String table, int columns) {
    this.sql = "COPY " + table + " FROM STDIN (FORMAT binary)";
    this.columns = columns;
  }

  CopiedRows begin() {
    return write(() -> out.writeShort(columns));
  }

  CopiedRows add(short number) {
    return write(
        () -> {
          out.writeInt(Short.BYTES);
          out.writeShort(number);
        });
  }

  CopiedRows add(int number) {
    return write(
        () -> {
          out.writeInt(Integer.BYTES);
          out.writeInt(number);
        });
  }

  CopiedRows add(long number) {
    return write(
        () -> {
          out.writeInt(Long.BYTES);
          out.writeLong(number);
        });
  }

  CopiedRows add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  CopiedRows add(Instant time) {
    return add(EventRecord.microseconds(time) - EventRecord.microseconds(EPOCH));
  }

  CopiedRows add(byte @Nullable [] some) {
    return write(
        () -> {
          if (some == null) {
            out.writeInt(NULL);
          } else {
            out.writeInt(some.length);
            out.write(some);
          }
        });
  }

  /** Hands over all rows, and begins anew. */
  void copy(CopyManager database) throws SQLException {
    if (bytes.size() == 0) {
      return;
    }
    write(() -> out.writeShort(END));
    CopyIn copying = database.copyIn(sql);
    try {
      copying.writeToCopy(SIGNATURE, 0, SIGNATURE.length);
      byte[] rows = bytes.toByteArray();
      copying.writeToCopy(rows, 0, rows.length);
      copying.endCopy();
    } finally {
      if (copying.isActive()) {
        copying.cancelCopy();
      }
    }
    bytes.reset();
  }

  private interface Writing {
    void run() throws IOException;
  }

  private CopiedRows write(Writing some) {
    try {
      some.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("Into memory", e);
    }
  }
}
