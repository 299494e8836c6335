package tagledger.app.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tagledger.app.input.JsonFields;
import tagledger.app.input.JsonObjects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** One JSON object a line, which says what it is a row of. */
final class NdjsonReader implements RowReader {

  private final Lines lines;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final NdjsonRow row = new NdjsonRow(new PlaceKeys());
  private CharBuffer text = CharBuffer.allocate(1024);
  private long count;

  private NdjsonReader(Lines lines) {
    this.lines = lines;
  }

  static RowReader open(InputStream file) throws IOException, UnreadableFile {
    return new NdjsonReader(
        new Lines(ByteOrderMark.skip(file, "Save it as UTF-8."), JsonObjects.MAX_BYTES));
  }

  @Override
  public String format() {
    return "ndjson";
  }

  @Override
  public @Nullable Found next() throws IOException {
    while (lines.next()) {
      if (lines.isTooLong()) {
        count++;
        return new Found.Bad(
            lines.number(), "Longer than maximum length " + JsonObjects.MAX_BYTES + " bytes.");
      }
      if (!isBlank()) {
        count++;
        return found();
      }
    }
    return null;
  }

  private boolean isBlank() {
    for (int i = 0; i < lines.length(); i++) {
      if (lines.bytes()[i] != ' ' && lines.bytes()[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  private Found found() {
    ByteBuffer bytes = ByteBuffer.wrap(lines.bytes(), 0, lines.length());
    if (text.capacity() < lines.length()) {
      text = CharBuffer.allocate(lines.bytes().length);
    }
    text.clear();
    if (decoder.reset().decode(bytes, text, true).isError()) {
      return new Found.Bad(
          lines.number(),
          Malformed.describe(StandardCharsets.UTF_8, bytes.get()) + " Save the file as UTF-8.");
    }
    try (JsonParser parser = JsonObjects.parser(text.array(), text.position())) {
      JsonFields fields = JsonObjects.read(parser, NdjsonRow.THINGS);
      return fields == null
          ? new Found.Bad(lines.number(), "Not a JSON object.")
          : row.found(lines.number(), fields);
    } catch (JacksonException e) {
      return new Found.Bad(lines.number(), "Not valid JSON." + place(e));
    }
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null || e.getLocation().getColumnNr() < 1
        ? ""
        : " Look at column " + e.getLocation().getColumnNr() + ".";
  }

  @Override
  public long rows() {
    return count;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
