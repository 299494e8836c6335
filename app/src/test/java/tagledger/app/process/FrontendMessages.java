package tagledger.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one client of PostgreSQL sends, message by message: enough of the protocol to know each
 * statement when it is to be executed, also where it was prepared before. For one thread.
 */
final class FrontendMessages {

  private static final int SSL_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;
  private static final int HEAD = 1024;

  private final Map<String, String> prepared = new HashMap<>();
  private final List<String> sent = new ArrayList<>();
  private boolean isStarted;
  private boolean isEnd;
  private @Nullable String statement;
  private int left;

  /** The next message, or the beginning of a long one; nothing at the end. */
  byte @Nullable [] next(DataInputStream in) throws IOException {
    statement = null;
    try {
      return isStarted ? message(in) : startup(in);
    } catch (EOFException e) {
      return null;
    }
  }

  /** Carries on what is left of the message. */
  void rest(DataInputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    while (left > 0) {
      int n = in.read(buffer, 0, Math.min(left, buffer.length));
      if (n < 0) {
        throw new EOFException();
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }

  /**
   * Whether the message has a statement executed that begins so, on a connection on which something
   * was executed before that holds the other text.
   */
  boolean isOf(String sender, String beginning) {
    return statement != null
        && statement.startsWith(beginning)
        && sent.stream().anyMatch(each -> each.contains(sender));
  }

  /** Whether the message ends what is sent together: nothing is committed before that. */
  boolean isEnd() {
    return isEnd;
  }

  private byte[] startup(DataInputStream in) throws IOException {
    int length = in.readInt();
    ByteBuffer whole = ByteBuffer.allocate(length).putInt(length);
    in.readFully(whole.array(), Integer.BYTES, length - Integer.BYTES);
    int code = whole.getInt(Integer.BYTES);
    isStarted = code != SSL_REQUEST && code != GSS_REQUEST;
    return whole.array();
  }

  private byte[] message(DataInputStream in) throws IOException {
    byte type = in.readByte();
    int length = in.readInt();
    int here = Math.min(length - Integer.BYTES, HEAD);
    left = length - Integer.BYTES - here;
    ByteBuffer head = ByteBuffer.allocate(1 + Integer.BYTES + here).put(type).putInt(length);
    in.readFully(head.array(), head.position(), here);
    isEnd = type == 'S';
    switch (type) {
      case 'P' -> prepared.put(text(head), text(head));
      case 'B' -> {
        String portal = text(head);
        execute(prepared.getOrDefault(text(head), portal));
      }
      case 'Q' -> execute(text(head));
      default -> {}
    }
    return head.array();
  }

  private void execute(String sql) {
    statement = sql;
    if (!sent.contains(sql)) {
      sent.add(sql);
    }
  }

  /** To its end or, where it is long, as far as it is here. */
  private static String text(ByteBuffer message) {
    int from = message.position();
    while (message.hasRemaining() && message.get() != 0) {
      // On to its end.
    }
    int end = message.hasRemaining() ? message.position() - 1 : message.position();
    return new String(message.array(), from, Math.max(0, end - from), UTF_8);
  }
}
