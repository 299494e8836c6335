package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tagledger.api.Command;
import tagledger.api.IdempotentRequest;
import tagledger.api.NearViews;
import tagledger.api.NearViews.Written;
import tagledger.api.NotYetVisible;
import tagledger.api.PairsChanged;
import tagledger.api.Query;
import tagledger.api.Rejection;
import tagledger.api.Versioned;

/**
 * How reads of one thing and writes are answered. A write is answered when it is durable and
 * whoever reads next sees it, with what it made; earlier, or with less, where the caller prefers
 * that or the read model is late.
 */
@Component
class Answers {

  static final String EVENT_POSITION = "Event-Position";

  static final String CHANGE_ID = "Change-Id";

  static final String PREFERENCE_APPLIED = "Preference-Applied";
  private static final Logger log = LoggerFactory.getLogger(Answers.class);

  /**
   * Makes the body of an answer, when what was written can be read; nothing where it is gone again.
   */
  interface Body {
    @Nullable Object of(Commands.Done done, HttpHeaders headers);
  }

  /** Where that is to be found which a write made, if anywhere. */
  interface Place {
    Place NONE = done -> null;

    @Nullable String of(Commands.Done done);
  }

  /** Does what is asked for, once under its key where it has one. */
  interface Write {
    Commands.Done send(@Nullable IdempotentRequest once);
  }

  private final Commands commands;
  private final Queries queries;
  private final Moments moments;
  private final IdempotentAnswers idempotentAnswers;
  private final NearViews nearViews;

  Answers(
      Commands commands,
      Queries queries,
      Moments moments,
      IdempotentAnswers idempotentAnswers,
      NearViews nearViews) {
    this.nearViews = nearViews;
    this.commands = commands;
    this.queries = queries;
    this.moments = moments;
    this.idempotentAnswers = idempotentAnswers;
  }

  /** One thing, as it is now or as of the moment that the request asks for. */
  ResponseEntity<Object> found(Query.OfCatalogue query, HttpServletRequest request) {
    Memento memento = moments.of(request);
    Versioned found =
        queries.find(memento == null ? query : new Query.AsOf(query, memento.position()));
    if (found == null) {
      throw new Rejection.NotFound();
    }
    HttpHeaders headers = new HttpHeaders();
    boolean known;
    if (memento == null) {
      headers.setETag(Conditions.etag(found.version()));
      known = Conditions.has(request, found.version());
    } else {
      headers = memento.headers(request);
      known = memento.isKnown(request);
    }
    if (known) {
      found.close();
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).headers(headers).build();
    }
    return ResponseEntity.ok().headers(headers).body(OpenAnswer.of(found.view(), found));
  }

  ResponseEntity<Object> created(
      HttpServletRequest request,
      @Nullable RequestKey key,
      Command command,
      String collection,
      Body body) {
    return written(
        request,
        key,
        once -> commands.send(command, request, once),
        HttpStatus.CREATED,
        done -> collection + "/" + done.id(),
        body);
  }

  ResponseEntity<Object> written(
      HttpServletRequest request, Command command, HttpStatus status, Body body) {
    return written(request, null, command, status, body);
  }

  ResponseEntity<Object> written(
      HttpServletRequest request,
      @Nullable RequestKey key,
      Command command,
      HttpStatus status,
      Body body) {
    return written(
        request, key, once -> commands.send(command, request, once), status, Place.NONE, body);
  }

  ResponseEntity<Object> written(
      HttpServletRequest request,
      @Nullable RequestKey key,
      Write write,
      HttpStatus status,
      Place place,
      Body body) {
    if (key == null) {
      return show(request, write.send(null), status, place, body);
    }
    IdempotentRequest once = new IdempotentRequest(key.key(), key.digest(), status.value());
    return idempotentAnswers.answer(
        request, key, () -> write.send(once), done -> show(request, done, status, place, body));
  }

  private ResponseEntity<Object> show(
      HttpServletRequest request, Commands.Done done, HttpStatus status, Place place, Body body) {
    Preferences preferences = Preferences.of(request);
    HttpHeaders headers = new HttpHeaders();
    headers.set(EVENT_POSITION, Long.toString(done.position()));
    if (done.change() != null) {
      headers.set(CHANGE_ID, done.change());
    }
    String location = place.of(done);
    if (location != null) {
      headers.setLocation(URI.create(location));
    }
    if (preferences.respondAsync()) {
      headers.set(PREFERENCE_APPLIED, Preferences.RESPOND_ASYNC);
    }
    if (preferences.respondAsync() || done.late()) {
      return accepted(headers);
    }
    try {
      if (preferences.minimal()) {
        queries.await(done.position());
        headers.set(PREFERENCE_APPLIED, Preferences.RETURN_MINIMAL);
        return new ResponseEntity<>(headers, status);
      }
      Object shown = body.of(done, headers);
      return shown == null ? accepted(headers) : new ResponseEntity<>(shown, headers, status);
    } catch (NotYetVisible late) {
      return accepted(headers);
    } catch (RuntimeException unreadable) {
      log.warn("Position {} is durable but cannot be read now", done.position(), unreadable);
      return accepted(headers);
    }
  }

  /** What was done, as it can be seen from that position on. */
  @Nullable Object show(Query.OfCatalogue query, Commands.Done done, HttpHeaders headers) {
    Written near = nearViews.find(query, done.position());
    if (near != null) {
      headers.setETag(Conditions.etag(near.version()));
      headers.setContentType(MediaType.APPLICATION_JSON);
      return near.json();
    }
    Versioned shown = queries.find(query, done.position());
    if (shown == null) {
      return null;
    }
    headers.setETag(Conditions.etag(shown.version()));
    return OpenAnswer.of(shown.view(), shown);
  }

  /** What was done, to be shown within something else, and closed then. */
  @Nullable Versioned find(Query.OfCatalogue query, Commands.Done done) {
    return queries.find(query, done.position());
  }

  /** That something is done, once it can be seen. */
  Body saying(String message) {
    return (done, headers) -> {
      queries.await(done.position());
      return new Message(message);
    };
  }

  /** What a bulk command counted, once it can be seen. */
  Body counting(Function<PairsChanged, Object> shape) {
    return (done, headers) -> {
      queries.await(done.position());
      return shape.apply((PairsChanged) done.result());
    };
  }

  /** What is answered where that which was done could be shown, and is not. */
  static ResponseEntity<Object> notShown(HttpHeaders shown) {
    HttpHeaders headers = new HttpHeaders(shown);
    headers.remove(HttpHeaders.ETAG);
    headers.remove(HttpHeaders.CONTENT_TYPE);
    return accepted(headers);
  }

  private static ResponseEntity<Object> accepted(HttpHeaders headers) {
    return new ResponseEntity<>(headers, HttpStatus.ACCEPTED);
  }

  record Message(String message) {}
}
