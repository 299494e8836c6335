package tagledger.app.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes by which some programs begin a file, to tell how it is encoded. */
final class ByteOrderMark {

  private static final int LONGEST = 3;

  private ByteOrderMark() {}

  /**
   * A file of UTF-8 without its mark.
   *
   * @param advice for a file that is marked as UTF-16
   */
  static InputStream skip(InputStream file, String advice) throws IOException, UnreadableFile {
    PushbackInputStream rest = new PushbackInputStream(file, LONGEST);
    byte[] start = rest.readNBytes(LONGEST);
    String hex = HexFormat.of().formatHex(start);
    if (hex.startsWith("fffe") || hex.startsWith("feff")) {
      throw new UnreadableFile(1, "The file is UTF-16, not UTF-8. " + advice);
    }
    if (!Arrays.equals(start, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})) {
      rest.unread(start);
    }
    return rest;
  }
}
