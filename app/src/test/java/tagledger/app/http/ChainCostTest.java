package tagledger.app.http;

import static org.springframework.http.HttpStatus.OK;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the chain costs a request whose token is known: run with {@code -Dtagledger.chain-cost}. */
@EnabledIfSystemProperty(named = "tagledger.chain-cost", matches = ".*")
class ChainCostTest extends Guarded {

  private static final int REQUESTS = 300_000;
  private static final int ROUNDS = 5;

  @Autowired
  @Qualifier("springSecurityFilterChain")
  private Filter chain;

  @Test
  void a_known_token_costs_microseconds() throws Exception {
    Somebody somebody = somebody("reader");
    as(somebody.access()).when(HttpMethod.GET, "/store").then(OK);
    FilterChain rest = (request, response) -> {};
    for (int round = 0; round < ROUNDS; round++) {
      long bare =
          time(
              somebody.access(),
              (request, response, next) -> next.doFilter(request, response),
              rest);
      long whole = time(somebody.access(), chain, rest);
      System.out.printf(
          "round %d: %d ns a request through the chain%n", round, (whole - bare) / REQUESTS);
    }
  }

  private static long time(String token, Filter filter, FilterChain rest) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < REQUESTS; i++) {
      MockHttpServletRequest request = new MockHttpServletRequest("GET", "/item/17");
      request.setServletPath("/item/17");
      request.addHeader("Host", "localhost");
      request.addHeader("Authorization", "Bearer " + token);
      filter.doFilter(request, new MockHttpServletResponse(), rest);
    }
    return System.nanoTime() - start;
  }
}
