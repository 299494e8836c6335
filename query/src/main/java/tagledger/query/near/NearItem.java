package tagledger.query.near;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An item as bytes, of which a million take little more than their names do: the store, the
 * version, the name and the price as JSON, and the ids of its tags in their order. Never changed
 * once made.
 */
final class NearItem {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

  private static final int STORE = 0;
  private static final int VERSION = 4;
  private static final int NAME_LENGTH = 8;
  private static final int PRICE_LENGTH = 10;
  private static final int NAME = 11;

  private static final byte[] ID = JsonBytes.ascii("{\"id\":");
  private static final byte[] NAME_FIELD = JsonBytes.ascii(",\"name\":");
  private static final byte[] PRICE_FIELD = JsonBytes.ascii(",\"price\":");

  private NearItem() {}

  /**
   * @param tags in their order
   */
  static byte[] of(int store, int version, String name, BigDecimal price, int[] tags) {
    byte[] nameJson = JsonBytes.string(name);
    byte[] priceJson = JsonBytes.ascii(price.toPlainString());
    int end = NAME + nameJson.length + priceJson.length;
    byte[] item = new byte[end + tags.length * Integer.BYTES];
    INT.set(item, STORE, store);
    SHORT.set(item, NAME_LENGTH, (short) nameJson.length);
    item[PRICE_LENGTH] = (byte) priceJson.length;
    System.arraycopy(nameJson, 0, item, NAME, nameJson.length);
    System.arraycopy(priceJson, 0, item, NAME + nameJson.length, priceJson.length);
    return complete(item, end, version, tags);
  }

  /** The same with other tags, at that version. */
  static byte[] with(byte[] item, int version, int[] tags) {
    int end = end(item);
    return complete(Arrays.copyOf(item, end + tags.length * Integer.BYTES), end, version, tags);
  }

  private static byte[] complete(byte[] item, int end, int version, int[] tags) {
    INT.set(item, VERSION, version);
    for (int i = 0; i < tags.length; i++) {
      INT.set(item, end + i * Integer.BYTES, tags[i]);
    }
    return item;
  }

  static int store(byte[] item) {
    return (int) INT.get(item, STORE);
  }

  static int version(byte[] item) {
    return (int) INT.get(item, VERSION);
  }

  static int tagCount(byte[] item) {
    return (item.length - end(item)) / Integer.BYTES;
  }

  static int[] tags(byte[] item) {
    int end = end(item);
    int[] tags = new int[tagCount(item)];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = (int) INT.get(item, end + i * Integer.BYTES);
    }
    return tags;
  }

  /** Its id, name and price; the object is left open. */
  static void write(int id, byte[] item, JsonBytes json) {
    int nameLength = nameLength(item);
    json.add(ID)
        .add(id)
        .add(NAME_FIELD)
        .add(item, NAME, nameLength)
        .add(PRICE_FIELD)
        .add(item, NAME + nameLength, item[PRICE_LENGTH]);
  }

  private static int end(byte[] item) {
    return NAME + nameLength(item) + item[PRICE_LENGTH];
  }

  private static int nameLength(byte[] item) {
    return (short) SHORT.get(item, NAME_LENGTH);
  }
}
