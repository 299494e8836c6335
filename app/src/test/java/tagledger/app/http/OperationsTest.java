package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class OperationsTest extends HttpTest {

  /** Served by a view, not by a controller. */
  private static final String PAGE = "GET /swagger-ui";

  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

  @Test
  void what_the_controllers_serve_is_what_is_documented() {
    Set<String> served = new TreeSet<>(Set.of(PAGE));
    requestMappingHandlerMapping
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (!ErrorController.class.isAssignableFrom(method.getBeanType())) {
                mapping
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(
                        verb ->
                            mapping
                                .getPatternValues()
                                .forEach(path -> served.add(verb + " " + Documented.bare(path))));
              }
            });

    assertThat(served).isEqualTo(Documented.operations()).hasSizeGreaterThan(15);
  }
}
