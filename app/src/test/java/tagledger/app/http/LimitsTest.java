package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.CONTENT_TOO_LARGE;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.TOO_MANY_REQUESTS;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import tagledger.app.limits.Places;

class LimitsTest extends GuardedTest {

  private static final String STREAM = "text/event-stream";

  @Autowired
  @Qualifier(Places.STREAMS)
  private Places streams;

  @Autowired
  @Qualifier(Places.IMPORTS)
  private Places imports;

  @Test
  void an_address_that_asks_too_much_is_told_when_to_ask_again() {
    for (int left = REQUESTS - 1; left >= 0; left--) {
      assertThat(
              from("203.0.113.1")
                  .when(GET, "/projections/none")
                  .then(NOT_FOUND)
                  .header("RateLimit"))
          .matches("\"address\";r=" + left + ";t=\\d+");
    }
    Answer refused = from("203.0.113.1").when(GET, "/projections/none");

    refused
        .isRefused(
            TOO_MANY_REQUESTS,
            "Too many requests: "
                + REQUESTS
                + " a minute are granted to one address. Wait and try again.")
        .has("RateLimit-Policy", "\"address\";q=" + REQUESTS + ";w=60");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60 / REQUESTS + 1);
    assertThat(refused.header("RateLimit")).startsWith("\"address\";r=0;t=");
    assertThat(refused.header("Request-Id")).hasSize(32);
    from("203.0.113.1")
        .and("Accept", "application/problem+json")
        .when(GET, "/store")
        .then(TOO_MANY_REQUESTS)
        .has("Content-Type", "application/problem+json");
    from("203.0.113.2").when(GET, "/projections/none").then(NOT_FOUND);
  }

  @Test
  void this_machine_itself_is_not_counted() {
    for (int i = 0; i <= REQUESTS; i++) {
      when(GET, "/projections/none").then(NOT_FOUND).hasNo("RateLimit").hasNo("RateLimit-Policy");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/register", "/refresh"})
  void an_address_tries_fewer_passwords_than_it_asks_for_other_things(String path) {
    String address = "198.51.100." + path.length();
    for (int i = 0; i < LOGINS; i++) {
      assertThat(from(address).when(POST, path, "{}").status()).isNotEqualTo(TOO_MANY_REQUESTS);
    }

    from(address).when(POST, path, "{}").then(TOO_MANY_REQUESTS);
    from(address).when(GET, "/projections").then(OK);
  }

  @Test
  void one_caller_has_so_many_streams_and_a_stream_that_ends_makes_room() throws Exception {
    List<InputStream> open = new ArrayList<>();
    try {
      for (String path : List.of("/events", "/projections")) {
        open.add(stream(path, "192.0.2.1"));
      }
      from("192.0.2.1")
          .and("Accept", STREAM)
          .when(GET, "/events")
          .isRefused(
              TOO_MANY_REQUESTS,
              "You have 2 live streams at the same time, and more are not granted. Wait until one has ended.")
          .has("Retry-After", "5");
      from("192.0.2.1").when(GET, "/projections").then(OK);

      open.add(stream("/projections/history", "192.0.2.2"));
      Answer full = from("192.0.2.3").and("Accept", STREAM).when(GET, "/projections/catalogue");
      assertThat(full.response().statusCode()).isEqualTo(503);
      assertThat(full.header("Retry-After")).isEqualTo("5");
    } finally {
      for (InputStream each : open) {
        each.close();
      }
    }
    // Only who writes to a client that has gone notices that.
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              int store = when(POST, "/store", "{'name': 'To be told of'}").id();
              when(DELETE, "/store/" + store).then(OK);
              return streams.taken() == 0;
            });
  }

  @Test
  void an_import_too_many_is_refused_and_one_that_has_ended_makes_room() throws Exception {
    int store = when(POST, "/store", "{'name': 'Imports'}").id();
    String path = "/store/" + store + "/import";
    Places.Place taken = imports.take("address 192.0.2.4");
    try {
      from("192.0.2.4")
          .and("Content-Type", "text/csv")
          .when(POST, path, "name,price\nChair,1\n")
          .then(TOO_MANY_REQUESTS)
          .shows("'You have 1 imports at the same time");
    } finally {
      taken.close();
    }
    for (String prefer : List.of("respond-async", "return=minimal", "respond-async")) {
      from("192.0.2.4")
          .and("Content-Type", "text/csv")
          .and("Prefer", prefer)
          .when(POST, path, "name,price\nChair,1\n");
      await().until(() -> imports.taken() == 0);
    }
    for (String refused : List.of("/store/999999/import", path + "?dry_run=x")) {
      from("192.0.2.4").and("Content-Type", "text/csv").when(POST, refused, "name\n");
      assertThat(imports.taken()).isZero();
    }
    when(DELETE, "/store/" + store).then(OK);
  }

  @Test
  void a_body_that_is_too_large_is_refused_before_it_comes() {
    when(POST, "/store", "x".repeat(MOST_BYTES + 1))
        .isRefused(
            CONTENT_TOO_LARGE,
            "The body is larger than the " + MOST_BYTES + " bytes that are taken.");
  }

  private InputStream stream(String path, String address) throws Exception {
    return client()
        .send(
            HttpRequest.newBuilder(URI.create(url(path)))
                .header("Accept", STREAM)
                .header("X-Forwarded-For", address)
                .build(),
            BodyHandlers.ofInputStream())
        .body();
  }
}
