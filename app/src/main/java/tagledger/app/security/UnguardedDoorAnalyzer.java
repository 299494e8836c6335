package tagledger.app.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to set where the service would be open to everybody. */
final class UnguardedDoorAnalyzer extends AbstractFailureAnalyzer<UnguardedDoor> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnguardedDoor cause) {
    return new FailureAnalysis(
        cause.getMessage() + ": everybody who reaches it could do everything.",
        """
        Set one of these:

            --tagledger.administrator.password-file=FILE   holds a password; the user "administrator" is made with it
            TAGLEDGER_ADMINISTRATOR_PASSWORD               the same as a variable
            --spring.security.oauth2.resourceserver.jwt.issuer-uri=URL   takes the tokens of an OpenID Connect issuer
            --server.address=127.0.0.1                     open to this machine alone, until the first user registers
            --tagledger.open=true                          open to everybody, until the first user registers""",
        cause);
  }
}
