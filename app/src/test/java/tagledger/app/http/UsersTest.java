package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.UNAUTHORIZED;
import static tagledger.app.http.Json.json;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** Users, their tokens, and what is on record of both. */
class UsersTest extends Guarded {

  private static final String REVOKED =
      "{'description': 'The token has been revoked.', 'error': 'token_revoked'}";
  private static final String BAD =
      "{'message': 'Signature verification failed.', 'error': 'invalid_token'}";

  @Autowired private MeterRegistry meters;

  @Test
  void who_registers_is_told_so_and_can_log_in() {
    String name = newName();
    String body = json("{'username': '%s', 'password': '%s'}", name, PASSWORD);

    anonymous()
        .when(POST, "/register", body)
        .then(CREATED, "{'message': 'User created successfully.'}");
    anonymous()
        .when(POST, "/register", body)
        .isRefused(CONFLICT, "A user with that username already exists.");
    Answer tokens =
        anonymous().when(POST, "/login", body).then(OK).has("Cache-Control", "no-store");
    assertThat(tokens.body().propertyNames()).containsExactly("access_token", "refresh_token");
    as(tokens.body().path("access_token").asString()).when(GET, "/store").then(OK);
    as(tokens.body().path("access_token").asString())
        .when(POST, "/store", "{'name': 'x'}")
        .then(FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/register", "/login"})
  void what_is_no_name_and_password_is_told_by_field(String path) {
    anonymous()
        .when(POST, path, "{'username': '', 'email': 'x'}")
        .isUnfit(
            "{'username': ['Shorter than minimum length 1.'],"
                + " 'password': ['Missing data for required field.'], 'email': ['Unknown field.']}");
    anonymous()
        .when(POST, path, "{'username': 1, 'password': null}")
        .isUnfit("{'username': ['Not a valid string.'], 'password': ['Field may not be null.']}");
  }

  @Test
  void a_wrong_password_and_an_unknown_name_cost_the_same_and_say_the_same() {
    Somebody somebody = somebody();
    for (String name : List.of(somebody.name(), "Nobody of that name")) {
      long before = hashes();
      anonymous()
          .when(POST, "/login", json("{'username': '%s', 'password': 'wrong'}", name))
          .isRefused(UNAUTHORIZED, "Invalid credentials.");
      assertThat(hashes() - before).as(name).isEqualTo(1);
    }
  }

  private long hashes() {
    return meters.get("tagledger.passwords").timer().count();
  }

  @Test
  void passwords_are_kept_as_argon2id_and_tokens_not_at_all() {
    Somebody somebody = somebody();

    assertThat(
            jdbc.queryForObject(
                "SELECT password FROM tagledger.users WHERE id = ?", String.class, somebody.id()))
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(
            jdbc.queryForObject(
                "SELECT count(*) FROM tagledger.refresh_tokens WHERE digest = sha256(?::bytea)",
                Integer.class,
                somebody.refresh()))
        .isEqualTo(1);
  }

  @Test
  void a_refresh_token_is_good_for_once_and_its_reuse_ends_the_family() {
    Somebody somebody = somebody("reader");

    Answer next = as(somebody.refresh()).when(POST, "/refresh").then(OK);
    assertThat(next.body().propertyNames()).containsExactly("access_token");
    String access = next.body().path("access_token").asString();
    String refresh = next.header("Refresh-Token");
    as(access).when(GET, "/store").then(OK);
    as(somebody.access()).when(GET, "/store").then(OK);

    as(somebody.refresh()).when(POST, "/refresh").then(UNAUTHORIZED, REVOKED);

    as(access).when(GET, "/store").then(UNAUTHORIZED, REVOKED);
    as(somebody.access()).when(GET, "/store").then(UNAUTHORIZED, REVOKED);
    as(refresh).when(POST, "/refresh").then(UNAUTHORIZED, REVOKED);
  }

  @Test
  void of_many_who_refresh_at_once_one_is_given_the_next() {
    Somebody somebody = somebody();

    List<HttpStatus> answers =
        Together.all(8, n -> as(somebody.refresh()).when(POST, "/refresh").status());

    assertThat(answers).containsOnlyOnce(OK).contains(UNAUTHORIZED);
  }

  @Test
  void an_access_token_refreshes_nothing_and_what_has_ended_says_so() {
    Somebody somebody = somebody();
    as(somebody.access()).when(POST, "/refresh").then(UNAUTHORIZED, BAD);
    anonymous()
        .when(POST, "/refresh")
        .then(
            UNAUTHORIZED,
            "{'description': 'Request does not contain an access token.',"
                + " 'error': 'authorization_required'}");
    jdbc.update(
        "UPDATE tagledger.refresh_tokens SET expires_at = now() - interval '1 second'"
            + " WHERE digest = sha256(?::bytea)",
        somebody.refresh());
    as(somebody.refresh())
        .when(POST, "/refresh")
        .then(UNAUTHORIZED, "{'message': 'The token has expired.', 'error': 'token_expired'}");
  }

  @Test
  void a_login_ends_alone() {
    Somebody somebody = somebody("reader");
    String other = login(somebody.name()).path("access_token").asString();

    as(somebody.access()).when(POST, "/logout").then(OK);

    as(somebody.access()).when(POST, "/logout").then(UNAUTHORIZED, REVOKED);
    as(other).when(GET, "/store").then(OK);
  }

  @Test
  void a_user_sees_himself_and_nobody_else() {
    Somebody somebody = somebody();
    Somebody other = somebody();
    String path = "/user/" + somebody.id();

    as(somebody.access())
        .when(GET, path)
        .then(OK, "{'id': %d, 'username': '%s'}", somebody.id(), somebody.name());
    asAdministrator().when(GET, path).then(OK);
    for (String theirs : List.of(path, path + "/grant", "/user/2000000000")) {
      as(other.access()).when(GET, theirs).isNotFound();
    }
    as(other.access()).when(DELETE, path).isNotFound();
    as(other.access()).when(GET, "/user").then(FORBIDDEN);
  }

  @Test
  void who_is_erased_leaves_what_he_did_under_an_opaque_id() {
    int store = newStore();
    Somebody somebody = somebody("editor " + store);
    int item = newItem(store);
    as(somebody.access()).when(PUT, "/item/" + item, "{'price': 5}").then(OK);
    String actor =
        asAdministrator()
            .when(GET, "/item/" + item + "/history?order=desc&limit=1")
            .then(OK)
            .body()
            .get(0)
            .path("actor")
            .asString();
    assertThat(actor).startsWith("user/").hasSizeGreaterThan(20).doesNotContain(somebody.name());

    as(somebody.access())
        .when(DELETE, "/user/" + somebody.id())
        .then(OK, "{'message': 'User deleted.'}");

    as(somebody.access()).when(GET, "/store").then(UNAUTHORIZED, REVOKED);
    as(somebody.refresh()).when(POST, "/refresh").then(UNAUTHORIZED, BAD);
    asAdministrator().when(GET, "/user/" + somebody.id()).isNotFound();
    asAdministrator().when(GET, "/changes?actor=" + actor).then(OK).shows(actor);
    assertThat(
            jdbc.queryForObject(
                "SELECT count(*) FROM tagledger.readable_events WHERE metadata LIKE ?",
                Integer.class,
                "%" + somebody.name() + "%"))
        .isZero();
  }

  @Test
  void an_idempotency_key_is_its_user_s_alone() {
    int store = newStore();
    Somebody one = somebody("editor " + store);
    Somebody other = somebody("editor " + store);
    String body = json("{'name': 'Chair', 'price': 1, 'store_id': %d}", store);

    int first = as(one.access()).and("Idempotency-Key", "k").when(POST, "/item", body).id();
    int second = as(other.access()).and("Idempotency-Key", "k").when(POST, "/item", body).id();

    assertThat(second).isNotEqualTo(first);
    assertThat(as(one.access()).and("Idempotency-Key", "k").when(POST, "/item", body).id())
        .isEqualTo(first);
  }

  @Test
  void a_grant_counts_at_once_and_so_does_its_withdrawal() {
    int store = newStore();
    Somebody somebody = somebody();
    String path = "/user/" + somebody.id() + "/grant";
    as(somebody.access()).when(GET, "/store/" + store).then(FORBIDDEN);

    Answer granted =
        asAdministrator()
            .when(POST, path, json("{'role': 'reader', 'store_id': %d}", store))
            .then(CREATED);
    granted.then(CREATED, "{'id': %d, 'role': 'reader', 'store_id': %d}", granted.id(), store);
    as(somebody.access()).when(GET, "/store/" + store).then(OK);
    asAdministrator()
        .when(POST, path, json("{'role': 'reader', 'store_id': %d}", store))
        .isRefused(CONFLICT, "The user has that grant already.");
    asAdministrator()
        .when(POST, path, "{'role': 'owner'}")
        .isUnfit("{'role': ['Must be one of: reader, editor, auditor, administrator.']}");
    as(somebody.access()).when(GET, path).then(OK).shows("'role':'reader'");

    asAdministrator()
        .when(DELETE, path + "/" + granted.id())
        .then(OK, "{'message': 'Grant deleted.'}");
    as(somebody.access()).when(GET, "/store/" + store).then(FORBIDDEN);
    asAdministrator().when(DELETE, path + "/" + granted.id()).isNotFound();
  }

  @Test
  void the_last_administrator_stays() {
    String path = "/user/1";
    int grant =
        asAdministrator().when(GET, path + "/grant").then(OK).body().get(0).path("id").intValue();

    for (String last : List.of(path, path + "/grant/" + grant)) {
      if (others() == 0) {
        asAdministrator()
            .when(DELETE, last)
            .isRefused(CONFLICT, "This is the last administrator. Make another one first.");
      }
    }
  }

  private int others() {
    Integer others =
        jdbc.queryForObject(
            "SELECT count(*) FROM tagledger.grants"
                + " WHERE role = 'administrator' AND store_id IS NULL AND user_id <> 1",
            Integer.class);
    return others == null ? 0 : others;
  }

  @Test
  void what_was_granted_and_refused_is_on_record_without_a_secret() {
    Somebody somebody = somebody("auditor");
    as(somebody.access()).when(GET, "/backup").then(FORBIDDEN);
    anonymous().when(GET, "/store/17").then(UNAUTHORIZED);

    await()
        .untilAsserted(
            () ->
                assertThat(audit(somebody))
                    .contains("\"outcome\":\"403\"", "\"target\":\"GET /backup\"")
                    .contains("\"action\":\"login\"", "\"outcome\":\"401\""));
    assertThat(audit(somebody))
        .contains("\"target\":\"user/" + somebody.id() + " auditor of all stores\"")
        .doesNotContain(PASSWORD, somebody.access(), somebody.refresh());
  }

  private String audit(Somebody somebody) {
    StringBuilder all = new StringBuilder();
    int after = 0;
    Answer page;
    do {
      page = as(somebody.access()).when(GET, "/audit?limit=50&after=" + after).then(OK);
      all.append(page.text());
      for (JsonNode entry : page.body()) {
        after = entry.path("id").intValue();
      }
    } while (page.response().headers().firstValue("Link").isPresent());
    return all.toString();
  }

  @Test
  void what_is_repeated_is_counted_and_not_written_again_and_again() {
    int before = rows();
    Together.all(
        4,
        n -> {
          for (int i = 0; i < 100; i++) {
            anonymous().when(GET, "/store/" + i).then(UNAUTHORIZED);
          }
          return n;
        });
    assertThat(rows() - before).isLessThan(20);
  }

  private int rows() {
    Integer rows = jdbc.queryForObject("SELECT count(*) FROM tagledger.audit", Integer.class);
    return rows == null ? 0 : rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE tagledger.audit SET actor = NULL",
        "DELETE FROM tagledger.audit",
        "TRUNCATE tagledger.audit",
        "UPDATE tagledger.users SET password = ''",
        "UPDATE tagledger.grants SET role = 'administrator'"
      })
  void the_service_itself_may_not(String statement) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> jdbc.execute(statement))
        .isInstanceOf(DataAccessException.class)
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @ParameterizedTest
  @CsvSource({
    "/actuator/health, 401",
    "/actuator/info, 401",
    "/actuator/prometheus, 401",
    "/openapi.json, 401",
    "/swagger-ui, 401",
    "/swagger-ui/assets/swagger-ui.css, 401",
    "/nowhere, 401",
    "/actuator/health/liveness, 200",
    "/actuator/health/readiness, 200",
    "/.well-known/jwks.json, 200"
  })
  void without_a_token_only_this_is_told(String path, int status) {
    anonymous().when(GET, path).then(HttpStatus.valueOf(status));
    anonymous().when(HEAD, path).then(HttpStatus.valueOf(status));
    asAdministrator().when(GET, path).then(path.equals("/nowhere") ? NOT_FOUND : OK);
  }

  @Test
  void health_is_told_in_detail_to_administrators() {
    Somebody reader = somebody("reader");

    assertThat(as(reader.access()).when(GET, "/actuator/health").then(OK).text())
        .doesNotContain("components");
    as(reader.access()).when(GET, "/actuator/prometheus").then(FORBIDDEN);
    asAdministrator().when(GET, "/actuator/health").then(OK).shows("'components'");
    assertThat(anonymous().when(GET, "/actuator/health/readiness").text())
        .doesNotContain("components");
  }

  @Test
  void the_published_keys_verify_and_do_not_sign() {
    JsonNode keys = anonymous().when(GET, "/.well-known/jwks.json").then(OK).body().path("keys");

    assertThat(keys.size()).isEqualTo(1);
    assertThat(keys.get(0).propertyNames())
        .containsExactlyInAnyOrder("kty", "crv", "use", "alg", "kid", "x", "y");
  }

  @Test
  void every_answer_is_guarded_in_a_browser() {
    for (Answer answer :
        List.of(
            asAdministrator().when(GET, "/store"),
            anonymous().when(GET, "/store"),
            asAdministrator().when(GET, "/swagger-ui"))) {
      answer
          .has("X-Content-Type-Options", "nosniff")
          .has("X-Frame-Options", "DENY")
          .has("Referrer-Policy", "no-referrer")
          .has("Cross-Origin-Resource-Policy", "same-origin")
          .hasNo("Strict-Transport-Security")
          .hasNo("Access-Control-Allow-Origin")
          .hasNo("Set-Cookie");
      assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
    }
    asAdministrator()
        .when(GET, "/item?as_of=1")
        .then(OK)
        .has("Cache-Control", "max-age=31536000, immutable");
  }
}
