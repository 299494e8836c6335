package tagledger.app.database;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what an administrator has to run where the login may not work as the service's role. */
final class MissingRoleAnalyzer extends AbstractFailureAnalyzer<SQLException> {

  private static final String ROLE = "tagledger_app";

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
    String message = cause.getMessage();
    if (message == null || !message.contains(ROLE)) {
      return null;
    }
    return new FailureAnalysis(
        "The service works in PostgreSQL as the role " + ROLE + ", and cannot: " + message,
        """
        Run once, as an administrator, with the login that the service uses
        (spring.datasource.username) in place of LOGIN:

            CREATE ROLE tagledger_app NOLOGIN;   -- unless it is there
            GRANT tagledger_app TO LOGIN;""",
        cause);
  }
}
