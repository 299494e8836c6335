package tagledger.app.security;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is let in.
 *
 * @param registration whether anybody may register
 * @param open whether nobody is asked for a token, on whatever address, as long as there are no
 *     users
 * @param administrator who is made at a start without users
 * @param passwords what they must be like
 * @param token how long tokens and their keys last
 * @param oidc what the tokens of another issuer are worth
 * @param cors from where browsers may ask
 */
@ConfigurationProperties("tagledger")
public record SecurityProperties(
    @DefaultValue("open") Registration registration,
    @DefaultValue("false") boolean open,
    @DefaultValue Administrator administrator,
    @DefaultValue Passwords passwords,
    @DefaultValue Token token,
    @DefaultValue Oidc oidc,
    @DefaultValue Cors cors) {

  /** Who may register. */
  public enum Registration {
    OPEN,
    CLOSED
  }

  /**
   * The first user.
   *
   * @param passwordFile holds the password alone
   */
  public record Administrator(
      @DefaultValue("administrator") String username,
      @Nullable String password,
      @Nullable Path passwordFile) {

    @Override
    public String toString() {
      return "Administrator[" + username + "]";
    }
  }

  /**
   * What passwords must be like.
   *
   * @param minimumLength in characters
   */
  public record Passwords(@DefaultValue("1") int minimumLength) {}

  /**
   * How long tokens last.
   *
   * @param lifetime of an access token
   * @param refreshLifetime of a refresh token
   * @param keyRotation after which another key signs
   */
  public record Token(
      @DefaultValue("15m") Duration lifetime,
      @DefaultValue("30d") Duration refreshLifetime,
      @DefaultValue("30d") Duration keyRotation) {}

  /**
   * What the tokens of an issuer are worth.
   *
   * @param rolesClaim the claim that holds roles; dots lead into objects
   * @param roles by what the claim holds: a role, or a role in a store, such as {@code editor:3}
   */
  public record Oidc(
      @DefaultValue("roles") String rolesClaim, @DefaultValue Map<String, List<String>> roles) {}

  /**
   * From where browsers may ask.
   *
   * @param origins such as {@code https://shop.example}
   */
  public record Cors(@DefaultValue List<String> origins) {}
}
