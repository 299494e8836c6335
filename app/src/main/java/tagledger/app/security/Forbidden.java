package tagledger.app.security;

import org.springframework.security.access.AccessDeniedException;

/** It is known who asks, and he may not. The message is for him. */
public final class Forbidden extends AccessDeniedException {

  public Forbidden(String message) {
    super(message);
  }

  /** That a role is needed which he has not. */
  public static Forbidden without(Role role) {
    return new Forbidden("This needs the role " + role.text() + ".");
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
