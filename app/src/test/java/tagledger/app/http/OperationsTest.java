package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tagledger.app.security.Needs;
import tagledger.app.security.Open;
import tagledger.app.security.SignedIn;

class OperationsTest extends HttpTest {

  /** Served by a view, not by a controller. */
  private static final String PAGE = "GET /swagger-ui";

  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;

  @Test
  void what_the_controllers_serve_is_what_is_documented() {
    Set<String> served =
        served(method -> !ErrorController.class.isAssignableFrom(method.getBeanType()));
    served.add(PAGE);

    assertThat(served).isEqualTo(Documented.operations()).hasSizeGreaterThan(15);
  }

  @Test
  void a_key_is_documented_where_it_is_taken() {
    Set<String> served =
        served(
            method ->
                Stream.of(method.getMethodParameters())
                    .anyMatch(parameter -> parameter.getParameterType() == RequestKey.class));

    assertThat(served).isEqualTo(Documented.operationsWith("IdempotencyKey")).hasSize(10);
  }

  @Test
  void the_past_is_documented_where_it_is_known() {
    Set<String> served =
        served(
            method ->
                AsOfInterceptor.isRemembered(method)
                    && method.hasMethodAnnotation(GetMapping.class));

    assertThat(served)
        .isEqualTo(Documented.operationsWith("AsOf"))
        .isEqualTo(Documented.operationsWith("AcceptDatetime"))
        .hasSize(13);
  }

  @Test
  void the_role_of_each_operation_is_documented() {
    Map<String, String> documented = new TreeMap<>();
    Documented.roles()
        .forEach((operation, role) -> documented.put(Documented.bare(operation), role));
    documented.remove(PAGE);
    Map<String, String> needed = new TreeMap<>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .forEach(
            (mapping, method) ->
                mapping
                    .getMethodsCondition()
                    .getMethods()
                    .forEach(
                        verb ->
                            mapping
                                .getPatternValues()
                                .forEach(
                                    path ->
                                        needed.put(
                                            verb + " " + Documented.bare(path), role(method)))));

    assertThat(needed).isEqualTo(documented);
  }

  private static String role(HandlerMethod method) {
    Needs needs = method.getMethodAnnotation(Needs.class);
    if (needs != null) {
      return needs.value().text() + (needs.everywhere() ? " of all stores" : "");
    }
    return method.hasMethodAnnotation(SignedIn.class)
        ? "any user"
        : method.hasMethodAnnotation(Open.class) ? "none" : "undecided";
  }

  private Set<String> served(Predicate<HandlerMethod> which) {
    Set<String> served = new TreeSet<>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (which.test(method)) {
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
    return served;
  }
}
