package tagledger.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.app.security.Act;
import tagledger.app.security.AuditTrail;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

/** Tells who was let in, who was not, and what was granted. */
@RestController
class AuditController {

  private static final int PAGE = 1000;

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record Entry(
      long id,
      Instant time,
      @Nullable String actor,
      String action,
      @Nullable String target,
      String outcome,
      @JsonProperty("request_id") @Nullable String request,
      @Nullable String address,
      int count) {
    static Entry of(Act act) {
      return new Entry(
          act.id(),
          act.time(),
          act.actor(),
          act.action(),
          act.target(),
          act.outcome(),
          act.request(),
          act.address(),
          act.count());
    }
  }

  private final AuditTrail audit;

  AuditController(AuditTrail audit) {
    this.audit = audit;
  }

  @Needs(value = Role.AUDITOR, everywhere = true)
  @GetMapping("/audit")
  ResponseEntity<List<Entry>> list(HttpServletRequest request) {
    new StrictQuery(request, Set.of("after", "limit")).verify();
    Paging.Part part = Paging.partOf(request);
    int limit = part.limit() == null ? PAGE : part.limit();
    List<Act> acts = audit.list(part.after(), limit + 1);
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    if (acts.size() > limit) {
      acts = acts.subList(0, limit);
      headers.set(HttpHeaders.LINK, Paging.next(request, limit, acts.getLast().id()));
    }
    return ResponseEntity.ok().headers(headers).body(acts.stream().map(Entry::of).toList());
  }
}
