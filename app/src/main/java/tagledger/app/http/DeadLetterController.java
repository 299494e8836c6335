package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.DeadLetters;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

/** Tells which stores wait because an event of theirs could not be taken in, and tries it again. */
@RestController
class DeadLetterController {

  private static final String PATH = "/dead-letters";

  private record Retried(long applied) {}

  private final DeadLetters letters;

  DeadLetterController(DeadLetters letters) {
    this.letters = letters;
  }

  @Needs(value = Role.ADMINISTRATOR, everywhere = true)
  @GetMapping(PATH)
  ResponseEntity<List<DeadLetterView>> list(HttpServletRequest request) {
    refuseParameters(request);
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(letters.list().stream().map(DeadLetterView::of).toList());
  }

  @Needs(value = Role.ADMINISTRATOR, everywhere = true, audited = true)
  @PostMapping(PATH + "/{letter}/retry")
  Retried retry(@PathVariable String letter, HttpServletRequest request) {
    refuseParameters(request);
    return new Retried(letters.retry(letter));
  }

  private static void refuseParameters(HttpServletRequest request) {
    new StrictQuery(request, Set.of()).verify();
  }
}
