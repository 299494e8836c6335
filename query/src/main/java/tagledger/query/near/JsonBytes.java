package tagledger.query.near;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;

/** JSON as bytes that grow. For one thread. */
final class JsonBytes {

  private static final JsonMapper JSON = JsonMapper.shared();

  private byte[] bytes;
  private int length;

  JsonBytes(int expected) {
    this.bytes = new byte[expected];
  }

  /** The beginning of an object with an id and a name. */
  static byte[] open(int id, String name) {
    return new JsonBytes(64)
        .add(ascii("{\"id\":"))
        .add(id)
        .add(ascii(",\"name\":"))
        .add(string(name))
        .toArray();
  }

  /** The text in quotes, and escaped as every other answer has it. */
  static byte[] string(String text) {
    return JSON.writeValueAsBytes(text);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  JsonBytes add(byte[] some) {
    return add(some, 0, some.length);
  }

  JsonBytes add(byte[] some, int from, int count) {
    room(count);
    System.arraycopy(some, from, bytes, length, count);
    length += count;
    return this;
  }

  JsonBytes add(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** A number from 0 up. */
  JsonBytes add(int number) {
    int digits = 1;
    for (int rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    room(digits);
    int at = length + digits;
    length = at;
    int rest = number;
    do {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    return this;
  }

  int length() {
    return length;
  }

  byte[] toArray() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
