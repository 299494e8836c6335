package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Backup;
import tagledger.api.Unavailable;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

/** Gives the log out as one file. */
@RestController
class BackupController {

  static final String MEDIA_TYPE = "application/vnd.tagledger.backup";

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern(
              "'attachment; filename=\"tagledger-'yyyyMMdd'T'HHmmss'Z.backup\"'")
          .withZone(ZoneOffset.UTC);

  private final Backup backup;
  private final Shutdown shutdown;
  private final AtomicBoolean running = new AtomicBoolean();

  BackupController(Backup backup, Shutdown shutdown) {
    this.backup = backup;
    this.shutdown = shutdown;
  }

  @Needs(value = Role.ADMINISTRATOR, everywhere = true, audited = true)
  @GetMapping("/backup")
  void backUp(HttpServletRequest request, HttpServletResponse response) throws IOException {
    new StrictQuery(request, Set.of()).verify();
    if (HttpMethod.HEAD.matches(request.getMethod())) {
      describe(response);
      return;
    }
    if (!running.compareAndSet(false, true)) {
      throw new Refused(
          Refusal.of(
              HttpStatus.CONFLICT,
              "This node is giving out a backup already. Wait until it has ended, or ask another node."));
    }
    try {
      describe(response);
      backup.write(response.getOutputStream(), position -> goOnUnlessStopping());
    } catch (RuntimeException e) {
      throw response.isCommitted() ? new CutShort(e) : e;
    } finally {
      running.set(false);
    }
  }

  private static void describe(HttpServletResponse response) {
    response.setContentType(MEDIA_TYPE);
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, NAME.format(Instant.now()));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private void goOnUnlessStopping() {
    if (shutdown.hasBegun()) {
      throw Unavailable.nothingDone("The service is stopping.", null);
    }
  }
}
