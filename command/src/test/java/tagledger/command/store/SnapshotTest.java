package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;
import tagledger.api.Event.PostDeleted;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.StoreDeleted;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagsLinked;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.api.TagId;

class SnapshotTest {

  private static final StoreId STORE = new StoreId(1);

  @Test
  void a_store_of_a_hundred_thousand_items_and_half_a_million_links_is_a_small_binary()
      throws IOException {
    Store store = BigStore.of(100_000, 50, 10_000);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    store.write(new DataOutputStream(plain));
    assertThat(plain.size()).as("uncompressed").isLessThan(2_300_000);
    assertThat(compressed(store)).as("as it is stored").isLessThan(1_600_000);
  }

  @Test
  void what_was_read_writes_the_same_bytes() throws IOException {
    Store store = BigStore.of(1_000, 20, 100);
    byte[] written = bytes(store);
    assertThat(bytes(CatalogueInMemory.read(written))).isEqualTo(written);
  }

  @Test
  void a_deleted_store_stays_deleted() throws IOException {
    Store store = BigStore.of(10, 2, 5);
    store.on(new StoreDeleted(STORE, IdSet.of(1), IdSet.of(), IdSet.of(1)), 100);
    Store read = CatalogueInMemory.read(bytes(store));
    assertThat(read.has(new TagId(1))).isFalse();
    assertThat(read.weight()).isEqualTo(1);
    assertThat(bytes(read)).isEqualTo(bytes(store));
  }

  @Test
  void redacted_names_are_replayed_and_written() throws IOException {
    Store store = new Store();
    store.on(new StoreCreated(STORE, null), 0);
    store.on(new ItemAdded(STORE, new ItemId(1), null, BigDecimal.ONE), 1);
    store.on(new TagAdded(STORE, new TagId(1), null), 2);
    store.on(new TagAdded(STORE, new TagId(2), null), 3);
    Store read = CatalogueInMemory.read(bytes(store));
    assertThat(read.has(new TagId(1))).isTrue();
    assertThat(read.has(new TagId(2))).isTrue();
  }

  @Test
  void posts_and_their_links_are_remembered() throws IOException {
    Store store = BigStore.of(10, 2, 5);
    PostId post = new PostId(1);
    for (int i = 1; i <= 3; i++) {
      store.on(new PostAdded(STORE, new PostId(i), "Post", null), 19 + i);
    }
    store.on(new TagsLinked(STORE, Map.of(), Map.of(new TagId(2), IdSet.of(1, 3))), 23);
    store.on(new PostChanged(STORE, post, "Post", "Text"), 24);
    store.on(new PostDeleted(STORE, new PostId(3), IdSet.of(2)), 25);
    byte[] written = bytes(store);
    Store read = CatalogueInMemory.read(written);
    assertThat(bytes(read)).isEqualTo(written);
    assertThat(read.weight()).isEqualTo(store.weight()).isEqualTo(1 + 10 + 2 + 20);
    PostDeleted next = new PostDeleted(STORE, post, IdSet.of(2));
    store.on(next, 26);
    read.on(next, 26);
    assertThat(bytes(read)).isEqualTo(bytes(store)).isNotEqualTo(written);
  }

  private static byte[] bytes(Store store) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static int compressed(Store store) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out =
        new DataOutputStream(new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED)))) {
      store.write(out);
    }
    return bytes.size();
  }
}
