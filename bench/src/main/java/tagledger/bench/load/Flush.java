package tagledger.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.HdrHistogram.Histogram;

/**
 * What the disk takes for the least that a durable write needs: a page is written over another, as
 * PostgreSQL does with its log, and flushed ({@code fdatasync}).
 */
public final class Flush {

  private static final int TIMES = 1_000;
  private static final int PAGE = 8_192;
  private static final int PAGES = 1_024;

  private Flush() {}

  public static Latency measure(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "flush", ".bin");
    Histogram nanoseconds = new Histogram(3);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocateDirect(PAGE * PAGES));
      channel.force(true);
      ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
      for (int n = 0; n < TIMES; n++) {
        page.clear();
        long begun = System.nanoTime();
        channel.write(page, (long) (n % PAGES) * PAGE);
        channel.force(false);
        nanoseconds.recordValue(System.nanoTime() - begun);
      }
    } finally {
      Files.delete(file);
    }
    return Latency.of(nanoseconds, 0);
  }
}
