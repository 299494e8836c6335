package tagledger.bench.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The web server that the service has, set up as there, and behind it nothing. */
public final class ConstantServer implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(1);

  private final Program program;
  private final int port;

  private ConstantServer(Program program, int port) {
    this.program = program;
    this.port = port;
  }

  /** Returns when it serves. */
  public static ConstantServer start(Path jar, Path work, List<String> javaOptions)
      throws IOException, InterruptedException {
    int port = Program.freePort();
    Program program =
        Program.start(
            Service.command(jar, javaOptions, List.of("--server.port=" + port)),
            Map.of(),
            work.resolve("constant.log"));
    Client client = new Client(port);
    program.await(START, client::answers);
    return new ConstantServer(program, port);
  }

  public int port() {
    return port;
  }

  @Override
  public void close() throws InterruptedException {
    program.close();
  }
}
