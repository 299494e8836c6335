package tagledger.bench.load;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * What Gatling runs, in a process of its own: users come at a fixed rate, whether those before them
 * have been answered or not, and each sends one request. So an answer that is late delays no other
 * request, and nothing is left out of what is measured. Gatling counts milliseconds; here it is
 * nanoseconds.
 */
public final class FixedRate extends Simulation {

  private static final String BEGUN = "begun";

  private final Histogram nanoseconds = new ConcurrentHistogram(3);
  private final AtomicLong failed = new AtomicLong();
  private final long warmUntil;

  public FixedRate() {
    int seconds = Integer.getInteger("load.seconds");
    int warmUp = Integer.getInteger("load.warm-up");
    double rate = Double.parseDouble(System.getProperty("load.rate"));
    this.warmUntil = System.nanoTime() + Duration.ofSeconds(warmUp).toNanos();
    setUp(
            scenario("fixed rate")
                .exec(session -> session.set(BEGUN, System.nanoTime()))
                .exec(request())
                .exec(this::record)
                .injectOpen(constantUsersPerSec(rate).during(seconds + warmUp)))
        .protocols(
            http.baseUrl(System.getProperty("load.url"))
                .shareConnections()
                .disableCaching()
                .disableUrlEncoding());
  }

  private static HttpRequestActionBuilder request() {
    String path = System.getProperty("load.path");
    int from = Integer.getInteger("load.from");
    int to = Integer.getInteger("load.to");
    String body = System.getProperty("load.body", "");
    if (body.isEmpty()) {
      return http("request").get(session -> path + any(from, to)).check(status().in(200, 304));
    }
    return http("request")
        .post(path)
        .header("Content-Type", "application/json")
        .body(StringBody(session -> body.replace("STORE", "" + any(from, to))))
        .check(status().is(201));
  }

  private Session record(Session session) {
    long begun = session.getLong(BEGUN);
    if (begun > warmUntil) {
      if (session.isFailed()) {
        failed.incrementAndGet();
      } else {
        nanoseconds.recordValue(System.nanoTime() - begun);
      }
    }
    return session;
  }

  private static int any(int from, int to) {
    return ThreadLocalRandom.current().nextInt(from, to + 1);
  }

  @Override
  public void after() {
    Latency latency = Latency.of(nanoseconds, failed.get());
    try {
      Files.writeString(
          Path.of(System.getProperty("load.result")),
          "%d %f %f %f %f %d"
              .formatted(
                  latency.count(),
                  latency.median(),
                  latency.p99(),
                  latency.p999(),
                  latency.max(),
                  latency.failed()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
