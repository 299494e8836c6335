package tagledger.app.security;

import org.springframework.security.core.AuthenticationException;

/** The request comes without a token that says who asks. Never a fault: it has no stack trace. */
public final class TokenRefused extends AuthenticationException {

  /** What is wrong with it. */
  public enum Fault {
    MISSING,
    /** It is none of ours, or was tampered with, or is for something else. */
    BAD,
    EXPIRED,
    REVOKED
  }

  private final Fault fault;

  public TokenRefused(Fault fault) {
    super(fault.name());
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
