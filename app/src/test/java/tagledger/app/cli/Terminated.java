package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;

/** What a command came to, run in this process as it would be from a shell. */
record Terminated(int exitCode, String out, String err) {

  static Terminated run(String... arguments) {
    return runWith("", arguments);
  }

  /**
   * @param input on standard input
   */
  static Terminated runWith(String input, String... arguments) {
    InputStream in = System.in;
    PrintStream standard = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, UTF_8)) {
      System.setIn(new ByteArrayInputStream(input.getBytes(UTF_8)));
      System.setOut(print);
      CommandLine command =
          Tagledger.commandLine()
              .setOut(new PrintWriter(print, true, UTF_8))
              .setErr(new PrintWriter(err, true, UTF_8));
      int exitCode = command.execute(arguments);
      command.getOut().flush();
      return new Terminated(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setIn(in);
      System.setOut(standard);
    }
  }
}
