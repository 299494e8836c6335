package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.UNAUTHORIZED;
import static tagledger.app.http.Json.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without users, this machine is answered, and nobody who speaks through it. */
class OpenDoorTest extends HttpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost",
        "Host: LOCALHOST:8080",
        "Host: 127.0.0.1:1",
        "Host: [::1]:8080",
        "Host: localhost\r\nOrigin: http://localhost",
        "Host: localhost\r\nSec-Fetch-Site: same-origin",
        "Host: localhost\r\nSec-Fetch-Site: none",
        "Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document"
      })
  void who_asks_here_is_answered(String headers) {
    assertThat(ask("GET /store", headers)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: tagledger.example",
        "Host: localhost.evil.example",
        "Host: 127.0.0.1.evil.example",
        "Host: evil.example:8080",
        "Host: 10.0.0.1",
        "Host: localhost\r\nForwarded: for=10.0.0.1",
        "Host: localhost\r\nX-Forwarded-For: 127.0.0.1",
        "Host: localhost\r\nX-Forwarded-Host: localhost",
        "Host: localhost\r\nX-Forwarded-Proto: https",
        "Host: localhost\r\nX-Real-IP: 127.0.0.1",
        "Host: localhost\r\nVia: 1.1 proxy",
        "Host: localhost\r\nOrigin: https://evil.example",
        "Host: localhost\r\nOrigin: null",
        "Host: localhost:8080\r\nOrigin: http://localhost:3000",
        "Host: localhost\r\nSec-Fetch-Site: cross-site",
        "Host: localhost\r\nSec-Fetch-Site: same-site"
      })
  void what_may_be_somebody_else_s_is_refused(String headers) {
    for (String operation : new String[] {"GET /store", "POST /register", "POST /fsck", "GET /x"}) {
      assertThat(ask(operation, headers)).as(operation).isEqualTo(403);
    }
    assertThat(ask("GET /actuator/health/liveness", headers)).isEqualTo(200);
  }

  @Test
  void a_page_elsewhere_makes_nobody_post_by_a_link() {
    assertThat(
            ask(
                "POST /fsck",
                "Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document"))
        .isEqualTo(403);
  }

  @Test
  void a_refusal_says_what_to_do() {
    given("X-Forwarded-For", "10.0.0.1")
        .when(GET, "/store")
        .shows("Register the first user there, or start it with --tagledger.open=true.");
  }

  @Test
  void a_token_that_is_none_is_refused_also_here() {
    given("Authorization", "Bearer x").when(GET, "/store").then(UNAUTHORIZED);
    given("Authorization", "Basic eDp4").when(GET, "/store").then(OK);
  }

  @Test
  void nobody_can_log_out_who_never_logged_in() {
    when(POST, "/logout").then(UNAUTHORIZED);
    when(POST, "/login", json("{'username': 'jo', 'password': 'x'}")).then(UNAUTHORIZED);
  }

  @Test
  void what_was_done_is_nobody_s() {
    int store = newStore();

    when(GET, "/store/" + store + "/history").then(OK).shows("'actor':'anonymous'");
  }

  private int ask(String operation, String headers) {
    return Wire.send(
            port(),
            operation
                + " HTTP/1.1\r\n"
                + headers
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .status();
  }
}
