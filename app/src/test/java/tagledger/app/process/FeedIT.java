package tagledger.app.process;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The feed of a service that dies. */
@Timeout(300)
class FeedIT {

  private static final int ROUNDS = 3 * Integer.getInteger("tagledger.rounds", 1);

  private DataDirectory data;

  @BeforeEach
  void create() {
    data = DataDirectory.create();
  }

  @AfterEach
  void delete() {
    data.close();
  }

  @Test
  void a_reader_that_resumes_after_each_kill_is_told_everything_once() throws Exception {
    Follower follower = new Follower();
    for (int round = 0; round < ROUNDS; round++) {
      try (ServiceProcess service = ServiceProcess.start(data.argument())) {
        Future<?> following = CompletableFuture.runAsync(() -> follower.follow(service.port()));
        try (Load load = Load.on(service.client())) {
          if (round % 2 == 1) {
            data.killPostmaster();
          }
          service.kill();
          load.close();
          follower.expect(load);
        }
        following.get();
      }
    }
    try (ServiceProcess service = ServiceProcess.start(data.argument())) {
      long head = head(service);
      follower.followUpTo(head, service.port());
      follower.check(head);
    }
  }

  private long head(ServiceProcess service) throws SQLException {
    try (Connection connection = data.connect(service.databasePort(), "tagledger", "tagledger");
        Statement statement = connection.createStatement();
        ResultSet head = statement.executeQuery("SELECT max(position) FROM tagledger.events")) {
      head.next();
      return head.getLong(1);
    }
  }
}
