package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tagledger.api.FirstAnswer;
import tagledger.api.FirstAnswers;
import tagledger.api.FirstOutcome;
import tagledger.api.IdempotencyKey;
import tagledger.api.Rejection;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers a request under a key: the first time as it came out, and then with that answer again. An
 * answer is kept before it is given; where that cannot be, as in a crash, it is made anew from what
 * the write's own transaction kept.
 */
@Component
class IdempotentAnswers {

  static final String REPLAYED = "Idempotency-Replayed";

  private static final Logger log = LoggerFactory.getLogger(IdempotentAnswers.class);

  private final FirstAnswers firstAnswers;
  private final InFlight inFlight;
  private final JsonMapper json;

  IdempotentAnswers(FirstAnswers firstAnswers, InFlight inFlight, JsonMapper json) {
    this.firstAnswers = firstAnswers;
    this.inFlight = inFlight;
    this.json = json;
  }

  /**
   * @param write may answer a {@link FirstOutcome}
   * @param show makes the answer to a success
   */
  ResponseEntity<Object> answer(
      HttpServletRequest request,
      RequestKey key,
      Supplier<Commands.Done> write,
      Function<Commands.Done, ResponseEntity<Object>> show) {
    inFlight.enter(key);
    try {
      return outcome(request, key.key(), write, show);
    } finally {
      inFlight.leave(key);
    }
  }

  private ResponseEntity<Object> outcome(
      HttpServletRequest request,
      IdempotencyKey key,
      Supplier<Commands.Done> write,
      Function<Commands.Done, ResponseEntity<Object>> show) {
    Commands.Done done;
    try {
      done = write.get();
    } catch (Rejection.KeyReused reused) {
      throw reused;
    } catch (Rejection rejection) {
      return given(keep(key, Refusals.answer(request, rejection)), false);
    }
    if (!(done.result() instanceof FirstOutcome first)) {
      return given(keep(key, show.apply(done)), false);
    }
    FirstAnswer known = firstAnswers.find(key);
    return given(known == null ? keep(key, anew(request, first, show)) : known, true);
  }

  private static ResponseEntity<Object> anew(
      HttpServletRequest request,
      FirstOutcome first,
      Function<Commands.Done, ResponseEntity<Object>> show) {
    return first.outcome() instanceof Rejection rejection
        ? Refusals.answer(request, rejection)
        : show.apply(Commands.Done.first(first));
  }

  private FirstAnswer keep(IdempotencyKey key, ResponseEntity<Object> made) {
    FirstAnswer answer = written(made);
    try {
      return firstAnswers.keep(key, answer);
    } catch (RuntimeException e) {
      log.warn("An answer could not be kept: it is made anew when it is asked for again", e);
      return answer;
    }
  }

  private FirstAnswer written(ResponseEntity<Object> made) {
    Map<String, String> headers = new LinkedHashMap<>(made.getHeaders().toSingleValueMap());
    Object body = made.getBody();
    if (body != null) {
      headers.putIfAbsent(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE);
    }
    return new FirstAnswer(made.getStatusCode().value(), headers, text(body));
  }

  private @Nullable String text(@Nullable Object body) {
    return switch (body) {
      case null -> null;
      case byte[] written -> new String(written, StandardCharsets.UTF_8);
      default -> json.writeValueAsString(body);
    };
  }

  private static ResponseEntity<Object> given(FirstAnswer answer, boolean again) {
    HttpHeaders headers = new HttpHeaders();
    answer.headers().forEach(headers::set);
    if (again) {
      headers.set(REPLAYED, "true");
    }
    return ResponseEntity.status(answer.status()).headers(headers).body(bytes(answer.body()));
  }

  private static byte @Nullable [] bytes(@Nullable String body) {
    return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
  }
}
