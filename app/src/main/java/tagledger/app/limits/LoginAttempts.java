package tagledger.app.limits;

import java.util.Locale;

/**
 * Counts the attempts to log in by the name that is tried, wherever they come from. Safe for all
 * threads.
 */
public final class LoginAttempts {

  /** No name that can log in is longer; what is longer is one name. */
  private static final int LONGEST_NAME = 255;

  private final RateLimit limit;

  LoginAttempts(RateLimit limit) {
    this.limit = limit;
  }

  /**
   * To be called before the password is looked at, also where there is no such user.
   *
   * @throws LimitExceeded where that name has been tried too often
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

  /** The attempt was right: those before it count no more. */
  public void succeeded(String username) {
    limit.forget(key(username));
  }

  private static String key(String username) {
    String name = username.strip().toLowerCase(Locale.ROOT);
    return name.length() > LONGEST_NAME ? "" : name;
  }
}
