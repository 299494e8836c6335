package tagledger.app.security;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.util.function.SingletonSupplier;
import tagledger.api.Unavailable;

/**
 * Argon2id with OWASP's parameters: 19 MiB, two passes. As many are worked out at once as there are
 * processors; whoever cannot have his turn in time is sent away, and the memory holds.
 */
final class PasswordHashes {

  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int LANES = 1;
  private static final int KIBIBYTES = 19 * 1024;
  private static final int PASSES = 2;
  private static final int PATIENCE_SECONDS = 5;

  private final PasswordEncoder argon2 =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors());

  /** Made at the first login, whoever's it is: a start need not wait for it. */
  private final SingletonSupplier<String> nobodys =
      SingletonSupplier.of(() -> requireNonNull(argon2.encode("nobody's")));

  private final Timer timer;

  PasswordHashes(MeterRegistry meters) {
    this.timer =
        Timer.builder("tagledger.passwords")
            .description("Argon2id, worked out for a login or a new user")
            .register(meters);
  }

  String hash(String password) {
    return inTurn(() -> requireNonNull(argon2.encode(password)));
  }

  /**
   * Takes as long where there is no hash.
   *
   * @return whether there is one, and it is of this password
   */
  boolean matches(String password, @Nullable String hash) {
    return inTurn(
            () -> {
              String other = nobodys.obtain();
              return argon2.matches(password, hash == null ? other : hash);
            })
        && hash != null;
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw Unavailable.nothingDone("Too many passwords are being checked.", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unavailable.nothingDone("The service is stopping.", e);
    }
    try {
      return requireNonNull(timer.record(work));
    } finally {
      turns.release();
    }
  }
}
