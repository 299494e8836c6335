package tagledger.app.imports;

import java.io.IOException;
import java.io.Reader;

/**
 * Keeps faults of CSV inside of their rows, so that the rows behind them can be read: of a field
 * that is too long the rest is left out, and a row that has something behind a closing quote ends
 * there, with a {@link #MISPLACED} quote. All line ends stay.
 */
final class CsvGuard extends Reader {

  /** A lone low surrogate, which no text has, and which stands for no byte either. */
  static final char MISPLACED = '\udfff';

  private enum At {
    BEGINNING,
    PLAIN,
    QUOTED,
    /** Behind a quote that closes the field or is the first of two. */
    QUOTE,
    FAULT
  }

  private static final int BUFFER = 16 * 1024;

  private final Reader text;
  private final char separator;
  private final int longest;
  private final char[] in = new char[BUFFER];

  /** What comes of the text that was read last, and of a quote that was held back before it. */
  private final char[] out = new char[2 * BUFFER + 1];

  private int position;
  private int end;
  private At at = At.BEGINNING;
  private int length;
  private boolean ended;

  /**
   * @param longest how many characters of a field are let through
   */
  CsvGuard(Reader text, char separator, int longest) {
    this.text = text;
    this.separator = separator;
    this.longest = longest;
  }

  @Override
  public int read(char[] target, int offset, int count) throws IOException {
    while (position == end) {
      if (ended) {
        return -1;
      }
      fill();
    }
    int given = Math.min(count, end - position);
    System.arraycopy(out, position, target, offset, given);
    position += given;
    return given;
  }

  private void fill() throws IOException {
    position = 0;
    end = 0;
    int count = text.read(in, 0, BUFFER);
    for (int i = 0; i < count; i++) {
      pass(in[i]);
    }
    ended = count < 0;
    if (ended && (at == At.QUOTE || at == At.FAULT)) {
      put('"');
    }
  }

  private void pass(char each) {
    boolean newline = each == '\n' || each == '\r';
    boolean fieldEnds = newline || each == separator;
    switch (at) {
      case BEGINNING, PLAIN -> {
        if (fieldEnds) {
          begin(each);
        } else if (at == At.BEGINNING && each == '"') {
          at = At.QUOTED;
          put(each);
        } else {
          at = At.PLAIN;
          putIfItFits(each);
        }
      }
      case QUOTED -> {
        if (each == '"') {
          at = At.QUOTE;
        } else if (newline) {
          put(each);
        } else {
          putIfItFits(each);
        }
      }
      case QUOTE -> {
        if (each == '"') {
          at = At.QUOTED;
          if (length++ < longest) {
            put('"');
            put('"');
          }
        } else if (fieldEnds) {
          put('"');
          begin(each);
        } else {
          at = At.FAULT;
          put(MISPLACED);
        }
      }
      case FAULT -> {
        if (newline) {
          put('"');
          begin(each);
        }
      }
    }
  }

  private void begin(char each) {
    at = At.BEGINNING;
    length = 0;
    put(each);
  }

  private void putIfItFits(char each) {
    if (length++ < longest) {
      put(each);
    }
  }

  private void put(char each) {
    out[end++] = each;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
