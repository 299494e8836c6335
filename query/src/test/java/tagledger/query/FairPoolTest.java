package tagledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Unavailable;
import tagledger.query.projection.Generation;

class FairPoolTest {

  private static final int READERS = 16;
  private static final int READS = 200;

  private final TestDatabase database = new TestDatabase(new Generation("catalogue", 1));
  private final FairPool pool = new FairPool(2);

  FairPoolTest() {
    pool.setJdbcUrl(database.pool.getJdbcUrl());
    pool.setConnectionTimeout(5_000);
  }

  @AfterEach
  void stop() {
    pool.close();
    database.close();
  }

  @Test
  void nobody_is_served_much_before_another() throws Exception {
    AtomicInteger served = new AtomicInteger();
    CyclicBarrier begin = new CyclicBarrier(READERS);
    List<Future<Integer>> longest = new ArrayList<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < READERS; i++) {
        longest.add(
            readers.submit(
                () -> {
                  begin.await();
                  return longestWait(served);
                }));
      }
    }
    for (Future<Integer> each : longest) {
      assertThat(each.get()).as("served before him").isLessThan(10 * READERS);
    }
  }

  /** How many were served at most between the time that this reader asked and that he was. */
  private int longestWait(AtomicInteger served) throws SQLException {
    int longest = 0;
    for (int i = 0; i < READS; i++) {
      int asked = served.get();
      try (Connection connection = pool.getConnection();
          var statement = connection.createStatement()) {
        longest = Math.max(longest, served.incrementAndGet() - asked);
        statement.execute("SELECT 1");
      }
    }
    return longest;
  }

  @Test
  void who_waits_too_long_is_told_and_keeps_nobody_elses_place() throws SQLException {
    pool.setConnectionTimeout(250);
    try (Connection one = pool.getConnection();
        Connection two = pool.getConnection()) {
      assertThatExceptionOfType(SQLTransientConnectionException.class)
          .isThrownBy(pool::getConnection);
      one.close();
      one.close();
      two.close();
    }
    requireBothAndNoMore(pool);
  }

  private void requireBothAndNoMore(DataSource second) throws SQLException {
    try (Connection one = pool.getConnection();
        Connection two = second.getConnection()) {
      assertThat(one.isValid(1) && two.isValid(1)).isTrue();
      assertThatExceptionOfType(SQLTransientConnectionException.class)
          .isThrownBy(pool::getConnection);
    }
  }

  @Test
  void what_is_streamed_leaves_half_of_them_to_the_rest() throws SQLException {
    pool.setConnectionTimeout(250);
    Connection streaming = pool.toStream().getConnection();
    assertThatExceptionOfType(Unavailable.class).isThrownBy(pool.toStream()::getConnection);
    try (Connection other = pool.getConnection()) {
      assertThat(other.isValid(1)).isTrue();
    }
    streaming.close();
    requireBothAndNoMore(pool.toStream());
  }

  @Test
  void where_nothing_is_free_to_stream_on_its_turn_is_given_back() throws SQLException {
    pool.setConnectionTimeout(250);
    try (Connection one = pool.getConnection();
        Connection two = pool.getConnection()) {
      assertThatExceptionOfType(SQLTransientConnectionException.class)
          .isThrownBy(pool.toStream()::getConnection);
      assertThat(one.isValid(1) && two.isValid(1)).isTrue();
    }
    try (Connection streaming = pool.toStream().getConnection()) {
      assertThat(streaming.isValid(1)).isTrue();
    }
  }
}
