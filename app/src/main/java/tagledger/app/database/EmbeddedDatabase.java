package tagledger.app.database;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of the service's own, which keeps what it acknowledged through any crash. While it
 * is open it is up, or on its way up again at the same port; when it is closed, the server is
 * stopped. Close it after everything that uses it.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

  private final Cluster cluster;
  private final Passwords passwords;
  private final DirectoryLock lock;
  private final Supervisor supervisor;

  private EmbeddedDatabase(
      Cluster cluster, Passwords passwords, DirectoryLock lock, Supervisor supervisor) {
    this.cluster = cluster;
    this.passwords = passwords;
    this.lock = lock;
    this.supervisor = supervisor;
  }

  /** Whether one was made in that directory. Nothing is made by asking. */
  public static boolean isIn(Path data) {
    return Files.exists(new DataDirectory(data).cluster());
  }

  /**
   * Makes the database in that directory, or brings up the one that is there.
   *
   * @param port where to listen on 127.0.0.1; 0 is any free port
   * @throws DatabaseUnavailable saying what to do, also where another service has the directory
   */
  public static EmbeddedDatabase open(Path data, int port) {
    DataDirectory directory = DataDirectory.at(data);
    ClusterVersion.check(directory);
    DirectoryLock lock = DirectoryLock.acquire(directory.lock());
    try {
      return open(directory, lock, port == 0 ? LoopbackPort.free() : port);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedDatabase open(DataDirectory directory, DirectoryLock lock, int port) {
    PostgresBinaries binaries = PostgresBinaries.in(directory);
    Passwords passwords = Passwords.in(directory, Roles.SUPERUSER, Roles.OWNER, Roles.APPLICATION);
    Cluster cluster = new Cluster(directory, binaries, port);
    cluster.initialize(passwords.of(Roles.SUPERUSER));
    try {
      cluster.start();
      Roles.ensure(url(port, "postgres"), passwords);
    } catch (Throwable e) {
      try {
        cluster.stop();
      } catch (RuntimeException alsoFailed) {
        e.addSuppressed(alsoFailed);
      }
      throw e;
    }
    log.info(
        "PostgreSQL {} is up at 127.0.0.1:{} in {}",
        PostgresBinaries.VERSION,
        port,
        directory.root());
    return new EmbeddedDatabase(cluster, passwords, lock, Supervisor.of(cluster));
  }

  public String jdbcUrl() {
    return url(cluster.port(), Roles.DATABASE);
  }

  /** Who owns the database and makes its tables. */
  public Login owner() {
    return passwords.of(Roles.OWNER);
  }

  /** Who may do only what it was granted. */
  public Login application() {
    return passwords.of(Roles.APPLICATION);
  }

  public int port() {
    return cluster.port();
  }

  /** Tells whoever else wants the directory where its service can be asked instead. */
  void announce(String address) {
    lock.announce(address);
  }

  long pid() {
    return cluster.pid();
  }

  @Override
  public void close() {
    supervisor.close();
    try {
      cluster.stop();
    } finally {
      lock.close();
    }
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }
}
