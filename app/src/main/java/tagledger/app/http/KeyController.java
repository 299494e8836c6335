package tagledger.app.http;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.app.security.Open;
import tagledger.app.security.OpenPaths;
import tagledger.app.security.PublishedKeys;

/** The keys by which others can verify our access tokens. */
@RestController
class KeyController {

  private static final Duration KEPT = Duration.ofMinutes(5);

  private final PublishedKeys keys;

  KeyController(PublishedKeys keys) {
    this.keys = keys;
  }

  @Open
  @GetMapping(OpenPaths.KEYS)
  ResponseEntity<Map<String, Object>> keys() {
    return ResponseEntity.ok().cacheControl(CacheControl.maxAge(KEPT)).body(keys.toJson());
  }
}
