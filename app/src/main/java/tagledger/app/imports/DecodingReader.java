package tagledger.app.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Decodes all bytes: those that are no text come out as {@link Malformed} has them. */
final class DecodingReader extends Reader {

  private static final int BUFFER = 16 * 1024;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private boolean bytesEnded;
  private boolean ended;

  DecodingReader(InputStream in, Charset charset) {
    this.in = in;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!chars.hasRemaining()) {
      if (ended) {
        return -1;
      }
      fill();
    }
    int count = Math.min(length, chars.remaining());
    chars.get(target, offset, count);
    return count;
  }

  private void fill() throws IOException {
    chars.clear();
    try {
      boolean more = true;
      while (more) {
        more = escape(decoder.decode(bytes, chars, bytesEnded));
      }
      if (chars.position() == 0) {
        if (bytesEnded) {
          ended = decoder.flush(chars).isUnderflow();
        } else {
          fetch();
        }
      }
    } finally {
      chars.flip();
    }
  }

  /** Whether decoding can go on with what is in the buffers. */
  private boolean escape(CoderResult result) {
    if (!result.isError() || chars.remaining() < result.length()) {
      return false;
    }
    for (int i = 0; i < result.length(); i++) {
      chars.put(Malformed.escaped(bytes.get()));
    }
    return true;
  }

  private void fetch() throws IOException {
    bytes.compact();
    try {
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      if (count < 0) {
        bytesEnded = true;
      } else {
        bytes.position(bytes.position() + count);
      }
    } finally {
      bytes.flip();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
