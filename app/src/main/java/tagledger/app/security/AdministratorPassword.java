package tagledger.app.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tagledger.app.security.SecurityProperties.Administrator;

/** The password of the first administrator, from wherever it is set. */
final class AdministratorPassword {

  private AdministratorPassword() {}

  /** It is set to something that it cannot be. */
  static final class Unusable extends RuntimeException {
    Unusable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** Nothing where none is set. */
  static @Nullable String of(Administrator administrator) {
    Path file = administrator.passwordFile();
    if (file == null) {
      String password = administrator.password();
      return password == null || password.isEmpty() ? null : password;
    }
    try {
      String password = Files.readString(file, UTF_8).strip();
      if (password.isEmpty()) {
        throw new Unusable(file + " is empty.", null);
      }
      return password;
    } catch (IOException e) {
      throw new Unusable(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
