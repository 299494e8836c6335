package tagledger.command.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static tagledger.api.Precondition.NONE;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Backup.NotEmpty;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.CreateStore;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.Node;
import tagledger.command.RandomCommands;
import tagledger.command.TestDatabase;
import tagledger.command.check.Found;
import tagledger.command.log.EventSerializer;

/** A log into a file, and out of it into another database. */
class BackupTest {

  private static final int COMMANDS = 1_000;
  private static final int MEGABYTE = 1 << 20;

  private TestDatabase original;
  private TestDatabase copy;

  @BeforeEach
  void start() {
    original = TestDatabase.migrated();
    copy = TestDatabase.migrated();
  }

  @AfterEach
  void close() {
    original.close();
    copy.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void a_restored_log_is_the_same_to_the_byte_and_goes_on_in_the_same_way(long seed)
      throws IOException {
    try (Node node = Node.withSnapshots(50, original.application())) {
      new RandomCommands(seed).send(node, COMMANDS);
      StoreId store = node.ask(new CreateStore("Large", NONE));
      for (String some : List.of("x", "é", "\u0001", "😀")) {
        node.ask(new AddPost(store, "Large", some.repeat(MEGABYTE / some.length()), NONE));
      }
      new RandomCommands(-seed).send(node, COMMANDS / 10);
    }
    List<Long> written = new ArrayList<>();
    List<Long> restored = new ArrayList<>();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataSource connections = original.application();
    long position = backup(connections).write(file, written::add);
    assertThat(written).isSorted().endsWith(position);

    long end = backup(copy.application()).restore(in(file.toByteArray()), restored::add);

    assertThat(end).isEqualTo(position);
    assertThat(restored).isSorted().endsWith(position);
    for (String table : List.of("events", "log_head", "directory", "store_names", "import_keys")) {
      assertThat(rows(copy, table)).as(table).isEqualTo(rows(original, table)).isNotEmpty();
    }
    assertThat(Found.in(copy.application()).differences()).isEmpty();
    try (Node there = Node.on(connections);
        Node here = Node.on(copy.application())) {
      assertThat(nextIds(here)).isEqualTo(nextIds(there));
    }
    assertThat(Found.in(copy.application()).differences()).isEmpty();
  }

  @Test
  void a_backup_of_nothing_restores_nothing() throws IOException {
    backup(copy.application()).restore(in(fileOf(original)), any -> {});
    assertThat(rows(copy, "log_head")).isEqualTo(rows(original, "log_head"));
    assertThat(Found.in(copy.application()).differences()).isEmpty();
  }

  @Test
  void what_was_redacted_stays_so_and_is_nowhere_else() throws IOException {
    DataSource connections = original.application();
    try (Node node = Node.on(connections)) {
      node.ask(new CreateStore("A name", NONE));
      node.ask(new AddItem(new StoreId(1), "A person", BigDecimal.ONE, NONE));
    }
    redact(1, "{\"store\":1}");
    redact(2, "{\"store\":1,\"item\":1,\"price\":1}");
    backup(copy.application()).restore(in(fileOf(original)), any -> {});
    assertThat(rows(copy, "events")).isEqualTo(rows(original, "events"));
    assertThat(rows(copy, "store_names")).isEmpty();
    Found found = Found.in(copy.application());
    assertThat(found.differences()).isEmpty();
    assertThat(found.compared("redacted events")).isEqualTo(2);
    try (Node node = Node.on(copy.application())) {
      assertThat(node.<StoreId>ask(new CreateStore("A name", NONE))).isEqualTo(new StoreId(2));
    }
  }

  @Test
  void a_backup_is_one_prefix_of_the_log_while_writers_go_on() throws IOException {
    AtomicBoolean ended = new AtomicBoolean();
    try (Node node = Node.on(original.application())) {
      RandomCommands commands = new RandomCommands(7);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                while (!ended.get()) {
                  commands.send(node, 50);
                }
              });
      long position;
      try {
        await().until(() -> count(original) > 500);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        position = backup(original.application()).write(file, any -> {});
        backup(copy.application()).restore(in(file.toByteArray()), any -> {});
        await().until(() -> count(original) > position);
      } finally {
        ended.set(true);
        writer.join();
      }
      assertThat(rows(copy, "events WHERE true"))
          .isEqualTo(rows(original, "events WHERE position <= " + position));
      assertThat(Found.in(copy.application()).differences()).isEmpty();
    }
  }

  @Test
  void a_log_that_is_not_empty_is_left_as_it_is() throws IOException {
    fill(original);
    fill(copy);
    List<@Nullable String> before = rows(copy, "events");
    byte[] file = fileOf(original);
    assertThatExceptionOfType(NotEmpty.class)
        .isThrownBy(() -> backup(copy.application()).restore(in(file), any -> {}))
        .withMessageContaining("up to position 1");
    assertThat(rows(copy, "events")).isEqualTo(before);
  }

  @Test
  void a_service_that_runs_on_the_empty_log_meanwhile_goes_on_from_what_is_restored()
      throws IOException {
    try (Node node = Node.on(original.application())) {
      new RandomCommands(8).send(node, COMMANDS);
    }
    byte[] file = fileOf(original);
    try (Node running = Node.on(copy.application());
        Node there = Node.on(original.application())) {
      assertThatExceptionOfType(Rejection.NotFound.class)
          .isThrownBy(() -> running.ask(new AddTag(new StoreId(1), "x", NONE)));
      var change = new ChangeItem(new ItemId(1), new StoreId(1), null, null, NONE);
      assertThatExceptionOfType(Rejection.NotFound.class).isThrownBy(() -> running.ask(change));
      assertThat(running.send(new CreateStore("x", NONE), Map.of(Node.FAILS, 1)).join())
          .matches(result -> result.isExceptional());
      backup(copy.application()).restore(in(file), any -> {});
      assertThat(nextIds(running)).isEqualTo(nextIds(there));
    }
    assertThat(Found.in(copy.application()).differences()).isEmpty();
  }

  @Test
  void of_a_damaged_log_no_backup_is_made() {
    fill(original);
    original.owner().update("UPDATE tagledger.events SET metadata = 'x' WHERE position = 1");
    assertThatThrownBy(() -> fileOf(original)).hasMessageContaining("damaged at position 1");
    original.owner().update("DELETE FROM tagledger.events");
    assertThatThrownBy(() -> fileOf(original)).hasMessageContaining("damaged at position 1");
  }

  @Test
  void a_stream_that_breaks_is_told_of_as_it_broke() {
    fill(original);
    IOException broken = new IOException("No space left");
    assertThatThrownBy(
            () ->
                backup(original.application())
                    .write(
                        new OutputStream() {
                          @Override
                          public void write(int b) throws IOException {
                            throw broken;
                          }
                        },
                        any -> {}))
        .isSameAs(broken);
  }

  @Test
  void whoever_takes_or_brings_the_file_may_take_his_time() throws IOException {
    fill(original);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    OutputStream slowly =
        new OutputStream() {
          private boolean begun;

          @Override
          public void write(int some) {
            if (!begun) {
              original.dawdle();
            }
            begun = true;
            file.write(some);
          }
        };
    backup(original.impatient()).write(slowly, any -> {});
    ByteArrayInputStream whole = in(file.toByteArray());
    InputStream slow =
        new InputStream() {
          @Override
          public int read() {
            if (whole.available() == 1) {
              copy.dawdle();
            }
            return whole.read();
          }
        };
    backup(copy.impatient()).restore(slow, any -> {});
    assertThat(rows(copy, "events")).isEqualTo(rows(original, "events"));
  }

  private static List<Object> nextIds(Node node) {
    StoreId store = node.ask(new CreateStore("Next", NONE));
    ItemId item = node.ask(new AddItem(store, "Next", BigDecimal.ONE, NONE));
    PostId post = node.ask(new AddPost(store, "Next", null, NONE));
    TagId tag = node.ask(new AddTag(store, "Next", NONE));
    return List.of(store, item, post, tag);
  }

  private static void fill(TestDatabase database) {
    try (Node node = Node.on(database.application())) {
      node.ask(new CreateStore("My store", NONE));
    }
  }

  private void redact(long position, String payload) {
    original
        .owner()
        .queryForList(
            "SELECT tagledger.redact_event(?, ?, '{}')",
            position,
            payload.getBytes(StandardCharsets.UTF_8));
  }

  private static LogBackup backup(DataSource connections) {
    return new LogBackup(connections, new EventSerializer());
  }

  private static byte[] fileOf(TestDatabase database) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    backup(database.application()).write(file, any -> {});
    return file.toByteArray();
  }

  private static ByteArrayInputStream in(byte[] file) {
    return new ByteArrayInputStream(file);
  }

  private static List<@Nullable String> rows(TestDatabase database, String table) {
    return database
        .owner()
        .queryForList(
            "SELECT it::text FROM (SELECT * FROM tagledger.%s) it ORDER BY 1".formatted(table),
            String.class);
  }

  private static long count(TestDatabase database) {
    return database.ask("SELECT count(*) FROM tagledger.events");
  }
}
