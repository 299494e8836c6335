package tagledger.app.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds a port for the server. */
final class LoopbackPort {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final int ATTEMPTS = 200;

  private LoopbackPort() {}

  /**
   * A port that nobody listens on now. It is below those from which operating systems take the
   * ports of outgoing connections: while the server is down, such a connection (even one to this
   * very port, which then reaches itself) would keep it from coming back.
   */
  static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port));
        return port;
      } catch (IOException e) {
        // Taken: try another.
      }
    }
    throw new DatabaseUnavailable(
        "No free port was found for PostgreSQL.", "Name one with tagledger.database.port.");
  }
}
