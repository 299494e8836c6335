package tagledger.app.limits;

import java.util.Locale;

/**
 * How often a name may be tried with a password, from wherever that comes. Who checks passwords
 * calls {@link #attempt} before each check and {@link #succeeded} after each that was right. Safe
 * for all threads.
 */
public final class LoginAttempts {

  /** No name that can log in is longer; what is longer is one name. */
  private static final int LONGEST_NAME = 255;

  private final RateLimit limit;

  LoginAttempts(RateLimit limit) {
    this.limit = limit;
  }

  /**
   * Counts one, also where there is no such user.
   *
   * @throws LimitExceeded where that name has been tried too often: then the password is not to be
   *     looked at. To be thrown on, it is answered with 429 and {@code Retry-After}
   */
  public void attempt(String username) {
    if (limit.isNone()) {
      return;
    }
    RateLimit.Standing standing = limit.take(key(username));
    if (!standing.isGranted()) {
      throw LimitExceeded.byCaller(
          "Too many attempts to log in with this name: %d a minute are granted. Wait and try again."
              .formatted(limit.most()),
          standing.secondsToWait());
    }
  }

  /** The attempts before this one count no more. */
  public void succeeded(String username) {
    limit.forget(key(username));
  }

  private static String key(String username) {
    String name = username.strip().toLowerCase(Locale.ROOT);
    return name.length() > LONGEST_NAME ? "" : name;
  }
}
