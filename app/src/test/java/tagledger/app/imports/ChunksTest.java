package tagledger.app.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However a file comes in, whole or in pieces of any size, it is read the same. */
class ChunksTest {

  private static final Map<FileType, String> SAMPLES =
      Map.of(
          FileType.CSV, "items.csv", FileType.XML, "wordpress.xml", FileType.NDJSON, "rows.ndjson");
  private static final int ROUNDS = 300;

  @ParameterizedTest
  @EnumSource
  void every_chunking_gives_the_same_rows(FileType type) throws IOException {
    byte[] file = Files.readAllBytes(Path.of("src/test/resources/imports", SAMPLES.get(type)));
    Reading whole = Reading.of(type, file);
    assertThat(whole.hasNoEnd().found()).isNotEmpty();

    for (int seed = 0; seed < ROUNDS; seed++) {
      assertThat(Reading.of(type, chunks(file, seed), null)).as("seed %d", seed).isEqualTo(whole);
    }
  }

  /** Bytes of all kinds, most of them out of place. */
  @ParameterizedTest
  @EnumSource
  void every_chunking_of_a_damaged_file_gives_the_same_rows(FileType type) throws IOException {
    byte[] good = Files.readAllBytes(Path.of("src/test/resources/imports", SAMPLES.get(type)));
    byte[] damage =
        "\r\n\"\u0000\u0092\u00e2\u0082\u00f0\u009f\u00aa\u0091,;<>&]{}[]\\'".getBytes(ISO_8859_1);
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] file = good.clone();
      for (int i = random.nextInt(5); i >= 0; i--) {
        file[random.nextInt(file.length)] = damage[random.nextInt(damage.length)];
      }
      assertThat(Reading.of(type, chunks(file, seed), null))
          .as("seed %d: %s", seed, new String(file, UTF_8))
          .isEqualTo(Reading.of(type, file));
    }
  }

  /** The first seed gives every byte by itself. */
  private static InputStream chunks(byte[] file, int seed) {
    Random random = new Random(seed);
    return new ByteArrayInputStream(file) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(
            target, offset, Math.min(length, seed == 0 ? 1 : 1 + random.nextInt(1 + seed)));
      }
    };
  }
}
