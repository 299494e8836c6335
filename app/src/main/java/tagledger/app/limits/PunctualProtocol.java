package tagledger.app.limits;

import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 that closes a connection whose request's head has not come whole in time. The server's
 * own time limit begins anew with each byte.
 */
public final class PunctualProtocol extends Http11NioProtocol {

  private long headNanos = Long.MAX_VALUE;

  void setHeadTimeout(Duration timeout) {
    headNanos = timeout.toNanos();
  }

  @Override
  protected Processor createProcessor() {
    return new PunctualProcessor(getAdapter());
  }

  private final class PunctualProcessor extends Http11Processor {
    private @Nullable SocketWrapperBase<?> waiting;
    private long begun;

    PunctualProcessor(Adapter adapter) {
      super(PunctualProtocol.this, adapter);
    }

    @Override
    public SocketState service(SocketWrapperBase<?> socket) throws IOException {
      if (waiting != socket) {
        begun = System.nanoTime();
      } else if (System.nanoTime() - begun > headNanos) {
        return SocketState.CLOSED;
      }
      SocketState state = super.service(socket);
      waiting = state == SocketState.LONG && !isAsync() ? socket : null;
      return state;
    }
  }
}
