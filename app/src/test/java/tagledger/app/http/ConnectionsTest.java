package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class ConnectionsTest extends HttpTest {

  @Autowired private ApplicationContext service;

  /** What then comes of it, {@code NetworkIT} tells. */
  @Test
  void no_connection_is_waited_for_for_ever() {
    Map<String, HikariDataSource> pools = service.getBeansOfType(HikariDataSource.class);
    assertThat(pools).hasSizeGreaterThan(4);
    assertThat(pools)
        .allSatisfy(
            (name, pool) -> {
              Object seconds = pool.getDataSourceProperties().get("socketTimeout");
              assertThat(Integer.parseInt(String.valueOf(seconds))).isBetween(16, 300);
              assertThat(pool.getValidationTimeout()).isLessThan(pool.getConnectionTimeout());
            });
  }
}
