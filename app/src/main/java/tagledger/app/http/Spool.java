package tagledger.app.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Holds what is written to it until it is known what goes before: in memory, and where it is long
 * or memory has no room, in a file that goes when this is closed. For one thread.
 */
final class Spool extends OutputStream {

  private static final int SHORT = 64 * 1024;
  private static final int LONG = 1024 * 1024;

  private final AnswersInMemory room;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable FileChannel file;
  private OutputStream out = memory;
  private boolean roomy;

  Spool(AnswersInMemory room) {
    this.room = room;
  }

  @Override
  public void write(int b) throws IOException {
    makeRoom(1);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    makeRoom(length);
    out.write(bytes, from, length);
  }

  private void makeRoom(int length) throws IOException {
    if (file == null && !fits(memory.size() + length)) {
      file = open();
      out = Channels.newOutputStream(file);
      memory.writeTo(out);
      memory = new ByteArrayOutputStream();
      giveBack();
    }
  }

  private boolean fits(int bytes) {
    roomy = roomy || bytes > SHORT && bytes <= LONG && room.take(LONG);
    return bytes <= (roomy ? LONG : SHORT);
  }

  private void giveBack() {
    if (roomy) {
      room.giveBack(LONG);
      roomy = false;
    }
  }

  private static FileChannel open() throws IOException {
    Path path = Files.createTempFile("tagledger-answer-", null);
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  boolean isInMemory() {
    return file == null;
  }

  void writeTo(OutputStream to) throws IOException {
    if (file == null) {
      memory.writeTo(to);
    } else {
      file.position(0);
      Channels.newInputStream(file).transferTo(to);
    }
  }

  @Override
  public void close() throws IOException {
    giveBack();
    if (file != null) {
      file.close();
    }
  }
}
