package tagledger.app.http;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * CSV as RFC 4180 has it, field by field. A field may be written piece by piece, so that it may be
 * of any length.
 */
final class CsvText {

  private final Writer out;
  private boolean begun;

  CsvText(Writer out) {
    this.out = out;
  }

  /**
   * Texts that a spreadsheet would run as a formula are disarmed with an apostrophe, by which it
   * knows a text.
   */
  void text(@Nullable String text) throws IOException {
    next();
    if (text != null && !text.isEmpty()) {
      boolean formula = "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
      out.write('"');
      out.write((formula ? "'" + text : text).replace("\"", "\"\""));
      out.write('"');
    }
  }

  void number(long number) throws IOException {
    next();
    out.write(Long.toString(number));
  }

  /** A field of what is written there, until that is closed. */
  Writer field() throws IOException {
    next();
    out.write('"');
    return new Field(out);
  }

  void endRow() throws IOException {
    out.write("\r\n");
    begun = false;
  }

  private void next() throws IOException {
    if (begun) {
      out.write(',');
    }
    begun = true;
  }

  private static final class Field extends FilterWriter {
    private boolean closed;

    Field(Writer out) {
      super(out);
    }

    @Override
    public void write(int c) throws IOException {
      if (c == '"') {
        out.write('"');
      }
      out.write(c);
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      int begin = from;
      for (int i = from; i < from + length; i++) {
        if (text[i] == '"') {
          out.write(text, begin, i + 1 - begin);
          begin = i;
        }
      }
      out.write(text, begin, from + length - begin);
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
      write(text.toCharArray(), from, length);
    }

    /** The row goes on. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        out.write('"');
      }
    }
  }
}
