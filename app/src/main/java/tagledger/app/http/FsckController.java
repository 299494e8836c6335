package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Fsck;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;

/** Holds what is stored against the log, and tells what differs as it is found. */
@RestController
class FsckController {

  /** Shorter than any proxy's patience. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

  private final Fsck fsck;
  private final RowWriter rows;
  private final Shutdown shutdown;
  private final AtomicBoolean running = new AtomicBoolean();

  FsckController(Fsck fsck, RowWriter rows, Shutdown shutdown) {
    this.fsck = fsck;
    this.rows = rows;
    this.shutdown = shutdown;
  }

  @Needs(value = Role.ADMINISTRATOR, everywhere = true, audited = true)
  @PostMapping("/fsck")
  void compare(HttpServletRequest request, HttpServletResponse response) throws IOException {
    new StrictQuery(request, Set.of()).verify();
    if (!running.compareAndSet(false, true)) {
      throw new Refused(
          Refusal.of(
              HttpStatus.CONFLICT,
              "This node is comparing already. Wait until it has ended, or ask another node."));
    }
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    try (Comparison comparison =
        Comparison.begin(fsck, LONGEST_SILENCE, shutdown::hasBegun, () -> running.set(false))) {
      rows.write(
          response,
          MediaType.APPLICATION_JSON_VALUE,
          comparison,
          (news, out, json) -> write(news, comparison, out, json));
    }
  }

  /** The counts come last: they are known then. A space is sent where there is nothing to tell. */
  private static void write(
      Iterator<? extends Comparison.News> news,
      Comparison comparison,
      OutputStream to,
      ObjectWriter json) {
    JsonGenerator out = json.createGenerator(to);
    out.writeStartObject();
    out.writeArrayPropertyStart("differences");
    long heard = System.nanoTime() - LONGEST_SILENCE.toNanos();
    while (news.hasNext()) {
      if (news.next() instanceof Comparison.Difference difference) {
        out.writeString(difference.line());
      } else {
        out.writeRaw(' ');
      }
      if (System.nanoTime() - heard >= LONGEST_SILENCE.toNanos()) {
        out.flush();
        heard = System.nanoTime();
      }
    }
    out.writeEndArray();
    out.writePOJOProperty("compared", comparison.compared());
    out.writeEndObject();
    out.close();
  }
}
