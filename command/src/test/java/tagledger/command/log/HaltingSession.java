package tagledger.command.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Speaks PostgreSQL's protocol by itself, and so can stop in the middle of what it sends. */
final class HaltingSession implements AutoCloseable {

  private static final int PROTOCOL = 3 << 16;

  private final Socket socket;
  private final DataOutputStream out;
  private final DataInputStream in;
  private int process;

  HaltingSession(String url) throws IOException {
    URI server = URI.create(url.substring("jdbc:".length()));
    socket = new Socket(server.getHost(), server.getPort());
    out = new DataOutputStream(socket.getOutputStream());
    in = new DataInputStream(socket.getInputStream());
    String database = server.getPath().substring(1);
    byte[] startup = ("user\0postgres\0database\0" + database + "\0\0").getBytes(UTF_8);
    out.writeInt(2 * Integer.BYTES + startup.length);
    out.writeInt(PROTOCOL);
    out.write(startup);
    awaitReady();
  }

  /** The server's. */
  int process() {
    return process;
  }

  /** Has it done, whole. */
  void execute(String sql) throws IOException {
    begin(sql);
    awaitReady();
  }

  /** Has it begun, whole. */
  void begin(String sql) throws IOException {
    send('Q', sql + "\0");
  }

  /** Sends it, and not that this was all. */
  void halt(String sql) throws IOException {
    send('P', "\0" + sql + "\0\0\0");
  }

  private void send(char type, String content) throws IOException {
    byte[] bytes = content.getBytes(UTF_8);
    out.writeByte(type);
    out.writeInt(Integer.BYTES + bytes.length);
    out.write(bytes);
  }

  private void awaitReady() throws IOException {
    for (byte type = 0; type != 'Z'; ) {
      type = in.readByte();
      int length = in.readInt() - Integer.BYTES;
      if (type == 'K') {
        process = in.readInt();
        length -= Integer.BYTES;
      } else if (type == 'E') {
        throw new IOException(new String(in.readNBytes(length), UTF_8));
      }
      in.skipNBytes(length);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
