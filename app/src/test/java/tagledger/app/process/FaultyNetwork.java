package tagledger.app.process;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The network between a service and its PostgreSQL, which breaks when it is told to. It reads what
 * clients send as PostgreSQL's protocol, so that it can break at one statement, before the server
 * has it or when the server has answered it. Closing it cuts everything.
 */
final class FaultyNetwork implements AutoCloseable {

  /** What a connection suffers. One that stands still never moves again. */
  enum Break {
    RESET,
    CLOSED,
    STALLED,

    /** All connections are reset, and new ones refused until the network is mended. */
    OUTAGE
  }

  /** How much of the statement has come to the server. */
  enum When {
    BEFORE,

    /**
     * All but the end of what is sent together: the server waits for more, inside the transaction.
     */
    WITHIN,
    AFTER
  }

  /**
   * One break, which happens once.
   *
   * @param sender what the connection has sent before, by which it is known whose it is
   * @param statement the beginning of the statement at which it breaks
   */
  record Fault(Break how, When when, String sender, String statement, CountDownLatch happened) {

    /** Returns when it has happened. */
    void await() throws InterruptedException {
      if (!happened.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("Nothing was sent that this is for: " + this);
      }
    }
  }

  private final ServerSocket server;
  private final InetSocketAddress database;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private volatile boolean refuses;
  private volatile long delayMilliseconds;

  private FaultyNetwork(ServerSocket server, InetSocketAddress database) {
    this.server = server;
    this.database = database;
  }

  static FaultyNetwork before(int databasePort) {
    try {
      InetAddress loopback = InetAddress.getLoopbackAddress();
      FaultyNetwork network =
          new FaultyNetwork(
              new ServerSocket(0, 100, loopback), new InetSocketAddress(loopback, databasePort));
      Thread.ofVirtual().start(network::accept);
      return network;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  Fault breakAt(Break how, When when, String sender, String statement) {
    Fault fault = new Fault(how, when, sender, statement, new CountDownLatch(1));
    faults.add(fault);
    return fault;
  }

  /** Breaks every connection that there is, whatever it does. */
  void breakAll(Break how) {
    links.forEach(link -> link.suffer(how));
  }

  /** What is broken stays so; new connections are as good as ever. */
  void mend() {
    refuses = false;
    delayMilliseconds = 0;
  }

  /** Keeps whatever is sent back for so long, either way. */
  void delay(long milliseconds) {
    delayMilliseconds = milliseconds;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    links.forEach(Link::cut);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (refuses) {
          reset(client);
        } else {
          Link link = new Link(client, new Socket(database.getAddress(), database.getPort()));
          links.add(link);
          Thread.ofVirtual().start(link::requests);
          Thread.ofVirtual().start(link::answers);
        }
      } catch (IOException e) {
        // Closed, or the server is away: the client finds out.
      }
    }
  }

  private static void reset(Socket socket) throws IOException {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException e) {
      // It is closed already.
    }
    socket.close();
  }

  /** One connection of a client, and the one to the server that belongs to it. */
  private final class Link {

    private final Socket client;
    private final Socket server;
    private final FrontendMessages messages = new FrontendMessages();
    private final CountDownLatch never = new CountDownLatch(1);
    private @Nullable Fault onEnd;
    private volatile @Nullable Fault onAnswer;
    private volatile boolean stalled;

    Link(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void requests() {
      try {
        DataInputStream in = new DataInputStream(client.getInputStream());
        for (byte[] head = messages.next(in); head != null; head = messages.next(in)) {
          for (Fault fault : faults) {
            if (messages.isOf(fault.sender(), fault.statement()) && faults.remove(fault)) {
              meet(fault);
              break;
            }
          }
          if (onEnd != null && messages.isEnd()) {
            happen(onEnd);
          }
          await();
          server.getOutputStream().write(head);
          messages.rest(in, server.getOutputStream());
        }
        cut();
      } catch (IOException | InterruptedException e) {
        cut();
      }
    }

    void answers() {
      byte[] buffer = new byte[64 * 1024];
      try {
        for (int n = server.getInputStream().read(buffer);
            n >= 0;
            n = server.getInputStream().read(buffer)) {
          Fault fault = onAnswer;
          if (fault != null) {
            happen(fault);
          }
          await();
          client.getOutputStream().write(buffer, 0, n);
        }
        cut();
      } catch (IOException | InterruptedException e) {
        cut();
      }
    }

    private void meet(Fault fault) {
      switch (fault.when()) {
        case BEFORE -> happen(fault);
        case WITHIN -> onEnd = fault;
        case AFTER -> onAnswer = fault;
      }
    }

    private void happen(Fault fault) {
      suffer(fault.how());
      fault.happened().countDown();
    }

    void suffer(Break how) {
      switch (how) {
        case OUTAGE -> {
          refuses = true;
          links.forEach(link -> link.suffer(Break.RESET));
        }
        case RESET -> {
          try {
            reset(client);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          cut();
        }
        case CLOSED -> cut();
        case STALLED -> stalled = true;
      }
    }

    private void await() throws InterruptedException {
      if (delayMilliseconds > 0) {
        TimeUnit.MILLISECONDS.sleep(delayMilliseconds);
      }
      if (stalled) {
        never.await();
      }
    }

    /** Neither side of one that stands still learns that the other has gone. */
    void cut() {
      if (!stalled || FaultyNetwork.this.server.isClosed()) {
        links.remove(this);
        for (Socket socket : new Socket[] {client, server}) {
          try {
            socket.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }
  }
}
