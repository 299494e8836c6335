package tagledger.app.cli;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One import, from the first byte until the service says what came of it. Where the connection
 * breaks, the import itself is asked: what came of it does not depend on who heard.
 */
final class Import {

  private static final long LOOK_MILLIS = 300;

  private final Service service;
  private final ImportOrder order;
  private final Source source;
  private final Progress progress;
  private final Duration silence;
  private long heard = System.nanoTime();

  /**
   * @param silence after which a service that tells no progress is taken for dead
   */
  Import(Service service, ImportOrder order, Source source, Progress progress, Duration silence) {
    this.service = service;
    this.order = order;
    this.source = source;
    this.progress = progress;
    this.silence = silence;
  }

  /** Answers the report, also of an import that failed. */
  ImportReport into(int store) {
    HttpRequest request = order.request(service, store, source);
    CompletableFuture<HttpResponse<byte[]>> answer = service.begin(request);
    try {
      while (true) {
        try {
          return outcome(answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
          look();
        }
      }
    } catch (ExecutionException e) {
      return broken(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw service.lost(e);
    } finally {
      answer.cancel(true);
    }
  }

  private ImportReport outcome(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    Optional<ImportReport> report = ImportReport.of(answer.body());
    if (report.isPresent() && (status == 200 || status == 422)) {
      show(report.get());
      return report.get();
    }
    if (status == 202 || status >= 500) {
      // A proxy may have lost patience, not the service.
      Optional<ImportReport> known = find();
      if (known.isPresent()) {
        return awaitEnd(known.get());
      }
    }
    throw Refusal.of(answer, answer.body());
  }

  private ImportReport broken(@Nullable Throwable why) {
    if (source.failure() != null) {
      throw Failure.file(
          "%s cannot be read to its end: %s%nWhat the service took before that: GET %s"
              .formatted(source.name(), source.failure().getMessage(), service.at(order.path())),
          why);
    }
    if (Service.neverReached(why)) {
      throw service.lost(why);
    }
    try {
      Optional<ImportReport> known = find();
      if (known.isPresent()) {
        return awaitEnd(known.get());
      }
    } catch (Failure gone) {
      throw Failure.unreachable(
          "The service at %s broke off.%nWhat it had acknowledged stays; when it is back: GET %s"
              .formatted(service.at(""), service.at(order.path())),
          gone);
    }
    throw service.lost(why);
  }

  private ImportReport awaitEnd(ImportReport report) {
    ImportReport last = report;
    while (last.isRunning()) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw service.lost(e);
      }
      HttpResponse<byte[]> answer = service.get(order.path(), silence);
      if (answer.statusCode() == 401 || answer.statusCode() == 403) {
        throw Refusal.of(answer, answer.body());
      }
      last = report(answer).orElse(last);
      show(last);
    }
    return last;
  }

  /** How far it is. A service may be too busy to say, for a while. */
  private void look() {
    try {
      find().ifPresentOrElse(this::show, this::showSent);
      heard = System.nanoTime();
    } catch (Failure busy) {
      if (System.nanoTime() - heard > silence.toNanos()) {
        throw busy;
      }
    }
  }

  Optional<ImportReport> find() {
    return report(service.get(order.path(), silence));
  }

  private static Optional<ImportReport> report(HttpResponse<byte[]> answer) {
    return answer.statusCode() == 200 ? ImportReport.of(answer.body()) : Optional.empty();
  }

  private void show(ImportReport report) {
    double perSecond = report.seconds("rows_per_second").orElse(0);
    String rows =
        Numbers.of(report.count("rows")) + " rows, " + Numbers.of((long) perSecond) + " rows/s";
    OptionalDouble left = report.seconds("seconds_left");
    if (report.has("total_bytes")) {
      progress.show(
          report.count("bytes"),
          report.count("total_bytes"),
          left.isPresent() ? Duration.ofMillis((long) (left.getAsDouble() * 1000)) : null,
          rows);
    } else {
      progress.show(source.read(), source.size(), null, rows);
    }
  }

  private void showSent() {
    progress.show(source.read(), source.size(), null, "sent");
  }
}
