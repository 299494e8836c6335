package tagledger.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An application of Spring Boot's, packaged, in a process of its own on a database of its own. */
public final class JavaPeer implements Candidate {

  private static final Duration START = Duration.ofMinutes(3);

  private final String name;
  private final boolean history;
  private final Program program;
  private final Cluster cluster;
  private final int port;

  private JavaPeer(String name, boolean history, Program program, Cluster cluster, int port) {
    this.name = name;
    this.history = history;
    this.program = program;
    this.cluster = cluster;
    this.port = port;
  }

  /** Returns when it serves. The cluster is closed with it. */
  public static JavaPeer start(
      String name, boolean history, Path jar, Cluster cluster, Path work, List<String> javaOptions)
      throws IOException, InterruptedException {
    int port = Program.freePort();
    Database database = cluster.database();
    List<String> arguments =
        List.of(
            "--server.port=" + port,
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.user(),
            "--spring.datasource.password=" + database.password());
    Program program =
        Program.start(
            Service.command(jar, javaOptions, arguments),
            Map.of(),
            work.resolve(database.name() + ".log"));
    JavaPeer peer = new JavaPeer(name, history, program, cluster, port);
    try {
      program.await(START, () -> peer.client().answers());
    } catch (RuntimeException | InterruptedException e) {
      peer.close();
      throw e;
    }
    return peer;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Database database() {
    return cluster.database();
  }

  @Override
  public boolean hasHistory() {
    return history;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    program.close();
    cluster.close();
  }
}
