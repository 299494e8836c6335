package tagledger.app.security;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A {@link Caller} as Spring Security knows him, with the token that he came with. */
final class CallerToken extends AbstractAuthenticationToken {

  static final String ADMINISTRATOR = "ADMINISTRATOR";

  static final CallerToken ANYBODY = new CallerToken(Caller.ANYBODY, null);

  private final transient Caller caller;
  private final transient @Nullable String token;

  CallerToken(Caller caller, @Nullable String token) {
    super(
        caller.mayEverywhere(Role.ADMINISTRATOR)
            ? List.of(new SimpleGrantedAuthority("ROLE_" + ADMINISTRATOR))
            : List.of());
    this.caller = caller;
    this.token = token;
    setAuthenticated(true);
  }

  Caller caller() {
    return caller;
  }

  @Nullable String token() {
    return token;
  }

  /** Not shown to anybody. */
  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public Object getPrincipal() {
    return caller;
  }

  @Override
  public String getName() {
    return caller.actor();
  }
}
