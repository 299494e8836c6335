package tagledger.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** With which token a service is asked. Never one on the command line, which others can see. */
final class TokenOptions {

  private static final String VARIABLE = "TAGLEDGER_TOKEN";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "A file that holds the access token, alone. It is read before each request, so that whoever"
            + " renews it keeps a long command going.",
        "Default: the token in $TAGLEDGER_TOKEN, else none."
      })
  private @Nullable Path file;

  /** The token as it is now, or nothing. */
  @Nullable String token() {
    Path from = file;
    String token = from == null ? System.getenv(VARIABLE) : read(from);
    return token == null || token.isBlank() ? null : token.strip();
  }

  private static String read(Path from) {
    try {
      return Files.readString(from);
    } catch (IOException e) {
      throw Failure.file("The token in %s cannot be read: %s".formatted(from, e.getMessage()), e);
    }
  }
}
