package tagledger.command.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Backup.Unusable;
import tagledger.command.Node;
import tagledger.command.RandomCommands;
import tagledger.command.TestDatabase;
import tagledger.command.log.EventSerializer;

/** A file that is not what was written is refused, and nothing of it is restored. */
class DamagedBackupTest {

  private static final int COMMANDS = 6_000;
  private static final int FEW_COMMANDS = 20;
  private static final int AT_RANDOM = 60;

  private static TestDatabase original;
  private static TestDatabase empty;
  private static HikariDataSource connections;
  private static byte[] file;

  /** For damages of every kind there is, not only of some. */
  private static byte[] smallFile;

  @BeforeAll
  static void write() throws IOException {
    original = TestDatabase.migrated();
    empty = TestDatabase.migrated();
    connections = empty.application();
    try (Node node = Node.on(original.application())) {
      RandomCommands commands = new RandomCommands(9);
      commands.send(node, FEW_COMMANDS);
      smallFile = backup();
      commands.send(node, COMMANDS);
      file = backup();
    }
    assertThat(file.length).isGreaterThan(20 * smallFile.length);
  }

  private static byte[] backup() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LogBackup(original.application(), new EventSerializer()).write(out, any -> {});
    return out.toByteArray();
  }

  @AfterAll
  static void close() {
    original.close();
    empty.close();
  }

  @AfterEach
  void nothing_is_there() {
    for (String table : new String[] {"events", "directory", "store_names", "import_keys"}) {
      assertThat(empty.ask("SELECT count(*) FROM tagledger." + table)).as(table).isZero();
    }
    assertThat(
            empty.ask(
                "SELECT position + last_store + last_item + last_post + last_tag"
                    + " FROM tagledger.log_head"))
        .isZero();
    assertThat(connections.getHikariPoolMXBean().getActiveConnections()).isZero();
  }

  @Test
  void cut_off_anywhere() {
    Random random = new Random(1);
    for (int length = 1; length < 60; length++) {
      assertRefused(Arrays.copyOf(smallFile, smallFile.length - length)).contains("cut short");
    }
    for (int i = 0; i < AT_RANDOM; i++) {
      assertRefused(Arrays.copyOf(file, random.nextInt(file.length)));
    }
  }

  @Test
  void with_one_bit_flipped_anywhere() {
    Random random = new Random(2);
    for (int i = 0; i < AT_RANDOM; i++) {
      assertFlippedIsRefused(file, random.nextInt(file.length * 8));
    }
  }

  @Test
  void with_any_bit_flipped_of_its_header_and_of_what_begins_a_block() {
    for (int bit = 0; bit < (headerOf(smallFile) + Section.HEAD_BYTES) * 8; bit++) {
      assertFlippedIsRefused(smallFile, bit);
    }
  }

  @Test
  void with_any_bit_flipped_of_its_end() {
    int end = Section.HEAD_BYTES + Long.BYTES + 32;
    for (int bit = (smallFile.length - end) * 8; bit < smallFile.length * 8; bit++) {
      assertFlippedIsRefused(smallFile, bit);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 100})
  void with_more_after_its_end(int bytes) {
    assertRefused(Arrays.copyOf(file, file.length + bytes)).contains("After the backup's end");
  }

  @Test
  void twice() {
    byte[] twice = Arrays.copyOf(file, 2 * file.length);
    System.arraycopy(file, 0, twice, file.length, file.length);
    assertRefused(twice).contains("After the backup's end");
  }

  @Test
  void without_one_of_its_blocks() throws IOException {
    int header = headerOf(file);
    int first = ByteBuffer.wrap(file).getInt(header + 1) + Section.HEAD_BYTES;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, header);
    out.write(file, header + first, file.length - header - first);
    assertRefused(out.toByteArray()).contains("damaged");
  }

  @Test
  void of_a_newer_version() {
    assertRefused(replaced("\"version\":1,", "\"version\":2,")).contains("format 2", "newer");
  }

  @Test
  void that_holds_what_is_not_known() {
    byte[] newer = file.clone();
    int header = headerOf(file);
    ByteBuffer block = ByteBuffer.wrap(newer, header, Section.HEAD_BYTES);
    block.put((byte) 'U');
    int length = block.getInt();
    byte[] bytes =
        Arrays.copyOfRange(file, header + Section.HEAD_BYTES, header + Section.HEAD_BYTES + length);
    block.putInt(Section.checksum('U', bytes, length));
    assertRefused(newer).contains("section U", "newer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", "{}\n", "PK\u0003\u0004", "[1]\n", "{\"format\":\"other\"}\n", "null"})
  void that_is_no_backup(String text) {
    assertRefused(text.getBytes(StandardCharsets.UTF_8)).contains("no backup");
  }

  @RepeatedTest(3)
  void of_random_bytes() {
    byte[] bytes = new byte[100_000];
    new Random().nextBytes(bytes);
    assertRefused(bytes).contains("no backup");
  }

  private static int headerOf(byte[] backup) {
    return new String(backup, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
  }

  private static void assertFlippedIsRefused(byte[] backup, int bit) {
    byte[] damaged = backup.clone();
    damaged[bit / 8] ^= (byte) (1 << bit % 8);
    assertRefused(damaged);
  }

  private static AbstractStringAssert<?> assertRefused(byte[] damaged) {
    return assertThat(refusal(damaged));
  }

  private static String refusal(byte[] damaged) {
    try {
      new LogBackup(connections, new EventSerializer())
          .restore(new ByteArrayInputStream(damaged), any -> {});
    } catch (Unusable refused) {
      return String.valueOf(refused.getMessage());
    } catch (IOException e) {
      throw new AssertionError("Not refused in words", e);
    }
    throw new AssertionError("Not refused");
  }

  private static byte[] replaced(String some, String other) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(some);
    return text.replace(some, other).getBytes(StandardCharsets.ISO_8859_1);
  }
}
