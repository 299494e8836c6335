package tagledger.app.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the file that holds the administrator's password. */
final class AdministratorPasswordAnalyzer
    extends AbstractFailureAnalyzer<AdministratorPassword.Unusable> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, AdministratorPassword.Unusable cause) {
    return new FailureAnalysis(
        "The administrator's password cannot be had: " + cause.getMessage(),
        "Write it into that file, alone, or name another with tagledger.administrator.password-file.",
        cause);
  }
}
