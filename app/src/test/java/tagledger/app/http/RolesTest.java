package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.UNAUTHORIZED;

import com.nimbusds.jose.JOSEException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Every operation of the document, for everybody: one that is added fails until it is decided. */
class RolesTest extends Guarded {

  private static final String NOBODY_S = "2000000000";
  private static final Set<String> ROLES = Set.of("reader", "editor", "auditor", "administrator");

  @Test
  void a_role_is_let_in_where_it_is_asked_for_and_nowhere_else() {
    Map<String, Somebody> people = new LinkedHashMap<>();
    ROLES.forEach(role -> people.put(role, somebody(role)));
    people.put("nothing", somebody());

    Documented.roles()
        .forEach(
            (operation, needed) ->
                people.forEach(
                    (role, who) -> {
                      if (operation.equals("POST /logout") || operation.equals("POST /refresh")) {
                        return;
                      }
                      Answer answer = ask(as(who.access()), operation);
                      if (mayIn(role, needed)) {
                        assertThat(answer.status())
                            .as("%s by %s: %s", operation, role, answer.text())
                            .isNotIn(UNAUTHORIZED, FORBIDDEN);
                      } else {
                        answer.then(FORBIDDEN);
                        assertThat(answer.body().path("message").asString())
                            .as("%s by %s", operation, role)
                            .startsWith("This needs the role " + needed.split(" ")[0]);
                      }
                    }));
  }

  @Test
  void without_a_token_nothing_is_answered_but_how_to_get_one() {
    Documented.roles()
        .forEach(
            (operation, needed) -> {
              Answer answer = ask(anonymous(), operation);
              if (!needed.equals("none")) {
                answer.then(
                    UNAUTHORIZED,
                    "{'description': 'Request does not contain an access token.',"
                        + " 'error': 'authorization_required'}");
                assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
              } else if (!operation.equals("POST /refresh")) {
                assertThat(answer.status()).as(operation).isNotEqualTo(UNAUTHORIZED);
              }
            });
  }

  @Test
  void no_forged_token_is_good_for_anything() throws JOSEException {
    Somebody somebody = somebody("administrator");
    Forged forged = new Forged(somebody.access(), key());
    as(forged.signed(it -> it)).when(HttpMethod.GET, "/store").then(OK);
    Map<String, Map.Entry<String, String>> all = forged.all();
    all.put("what a refresh token is", Map.entry(somebody.refresh(), Forged.BAD));

    all.forEach(
        (flaw, token) ->
            Documented.roles()
                .forEach(
                    (operation, needed) -> {
                      if (!needed.equals("none")) {
                        refused(operation, flaw, token.getKey(), token.getValue());
                      }
                    }));
  }

  @Test
  void a_revoked_token_is_good_for_nothing() {
    Somebody somebody = somebody("administrator");
    as(somebody.access()).when(POST, "/logout").then(OK, "{'message': 'Successfully logged out'}");

    Documented.roles()
        .forEach(
            (operation, needed) -> {
              if (!needed.equals("none")) {
                refused(operation, "revoked", somebody.access(), "token_revoked");
              }
            });
    as(somebody.refresh())
        .when(POST, "/refresh")
        .then(
            UNAUTHORIZED,
            "{'description': 'The token has been revoked.', 'error': 'token_revoked'}");
  }

  private void refused(String operation, String flaw, String token, String error) {
    Answer answer = ask(as(token), operation).then(UNAUTHORIZED);
    assertThat(answer.body().path("error").asString())
        .as("%s, %s", operation, flaw)
        .isEqualTo(error);
  }

  private String key() {
    return String.valueOf(
        jdbc.queryForObject(
            "SELECT jwk FROM tagledger.signing_keys WHERE retired_at IS NULL", String.class));
  }

  /** What it asks for is not there: of those who are let in, nobody does any harm. */
  private static Answer ask(Request request, String operation) {
    String[] parts = operation.split(" ");
    HttpMethod method = HttpMethod.valueOf(parts[0]);
    String path = parts[1].replaceAll("\\{[^}]+}", NOBODY_S);
    return method == HttpMethod.GET || method == HttpMethod.DELETE
        ? request.when(method, path)
        : request.when(method, path, "{}");
  }

  private static boolean mayIn(String role, String needed) {
    return switch (needed) {
      case "none", "any user" -> true;
      default ->
          role.equals("administrator")
              || needed.split(" ")[0].equals(role)
              || (needed.equals("reader") && ROLES.contains(role));
    };
  }
}
