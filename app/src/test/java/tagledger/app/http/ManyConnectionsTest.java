package tagledger.app.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

class ManyConnectionsTest extends HttpTest {

  private static final int BYTES_WHILE_ANSWERED = 100_000;

  @Autowired private ServletWebServerApplicationContext context;

  @Test
  void all_that_may_come_at_once_leave_most_of_the_memory_to_the_rest() {
    var server = (TomcatWebServer) requireNonNull(context.getWebServer());
    var protocol = (AbstractProtocol<?>) server.getTomcat().getConnector().getProtocolHandler();
    long heap = Runtime.getRuntime().maxMemory();

    assertThat((long) protocol.getMaxConnections() * BYTES_WHILE_ANSWERED).isLessThan(heap / 4);
    assertThat(protocol.getMaxConnections()).isGreaterThanOrEqualTo(200);
  }
}
