package tagledger.app.http;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActuatorTest extends HttpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
  void the_service_is_well(String path) {
    when(GET, path).then(OK).shows("'status':'UP'");
  }

  @Test
  void our_meters_are_among_those_for_prometheus() {
    newStore();

    when(GET, "/actuator/prometheus")
        .then(OK)
        .shows("\ntagledger_projection_position{projection='catalogue'")
        .shows("\ntagledger_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"env", "beans", "heapdump", "loggers", "shutdown", "configprops"})
  void nothing_else_is_told(String endpoint) {
    when(GET, "/actuator/" + endpoint).then(NOT_FOUND);
  }
}
