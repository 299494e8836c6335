package tagledger.query.catalogue;

import java.util.Arrays;
import java.util.HexFormat;
import tagledger.api.ItemId;
import tagledger.api.PostId;

/**
 * The keys of a log's things that were given none, made from the digest of the log's first event. A
 * digest is over a random salt: a thing of another log has no such key. An import into this log
 * knows the thing by it.
 */
record OwnKeys(String prefix) {

  private static final int BYTES = 8;

  static OwnKeys ofLog(byte[] firstDigest) {
    String start = HexFormat.of().formatHex(Arrays.copyOf(firstDigest, BYTES));
    return new OwnKeys("tagledger:" + start + "/");
  }

  String of(ItemId item) {
    return prefix + "item/" + item.value();
  }

  String of(PostId post) {
    return prefix + "post/" + post.value();
  }
}
