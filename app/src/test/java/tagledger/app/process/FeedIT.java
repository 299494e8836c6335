package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tagledger.app.http.Feed;

/** The feed of a service that dies, and of one whose readers take nothing. */
@Timeout(300)
class FeedIT {

  private static final int ROUNDS = 3 * Integer.getInteger("tagledger.rounds", 1);
  private static final int READERS = 20;
  private static final int POSTS = 300;
  private static final String MEGABYTE = "x".repeat(1_000_000);

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

  /** They leave the service no room for what it has not been able to send. */
  @Test
  void readers_that_take_nothing_cost_neither_writers_nor_memory() {
    try (ServiceProcess service =
        ServiceProcess.startWith(
            List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"), data.argument())) {
      Client client = service.client();
      int store = client.createStore("long posts");
      List<Feed> idle =
          Stream.generate(() -> Feed.resumedAfter(service.port(), 0)).limit(READERS).toList();
      String post = "{\"title\": \"Long\", \"content\": \"" + MEGABYTE + "\"}";
      long longest = 0;
      try {
        for (int n = 0; n < POSTS; n++) {
          long before = System.nanoTime();
          Client.Answer written =
              client.post("/store/" + store + "/post", post, "Prefer", Client.MINIMAL);
          longest = Math.max(longest, System.nanoTime() - before);
          assertThat(written.status()).as(written.body()).isEqualTo(201);
        }
        System.out.printf(
            "%d readers that take nothing: longest of %d writes of a megabyte %d ms%n",
            READERS, POSTS, Duration.ofNanos(longest).toMillis());
        assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(5));

        Follower late = new Follower();
        late.followUpTo(POSTS + 1, service.port());
        late.check(POSTS + 1);
      } finally {
        idle.forEach(Feed::close);
      }
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
