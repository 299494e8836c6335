package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static tagledger.command.log.EventJson.approved;
import static tagledger.command.log.EventJson.read;
import static tagledger.command.log.EventJson.written;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.EventTypes;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Metadata;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.UnknownEvent;

/** What has been written once can be read for ever: the approved JSON of every event. */
class EventJsonTest {

  private static final StoreId STORE = new StoreId(1);

  private final EventSerializer serializer = new EventSerializer();

  @ParameterizedTest
  @EnumSource
  void an_event_is_written_as_approved(EventTypes type) {
    SerializedObject<byte[]> written = serializer.serialize(example(type), byte[].class);
    assertThat(new String(written.getData(), StandardCharsets.UTF_8)).isEqualTo(approved(type));
    assertThat(written.getType().getName()).isEqualTo(type.eventName());
    assertThat(written.getType().getRevision()).isEqualTo(Integer.toString(type.revision()));
  }

  @ParameterizedTest
  @EnumSource
  void approved_json_is_read_as_the_event(EventTypes type) {
    assertThat(read(type, approved(type))).isEqualTo(example(type));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"STORE_CREATED", "ITEM_ADDED", "ITEM_CHANGED", "TAG_ADDED"})
  void an_event_is_readable_without_its_erased_name(EventTypes type) {
    String erased = approved(type).replaceFirst(",\"name\":\"[^\"]*\"", "");
    assertThat(erased).doesNotContain("name");
    Object event = read(type, erased);
    assertThat(event).hasFieldOrPropertyWithValue("name", null);
    assertThat(written(event)).isEqualTo(erased);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.INCLUDE,
      names = {"POST_ADDED", "POST_CHANGED"})
  void a_post_is_readable_without_its_erased_texts(EventTypes type) {
    String erased = approved(type).replaceFirst(",\"title\":.*", "}");
    assertThat(erased).isEqualTo("{\"store\":1,\"post\":6}");
    Object event = read(type, erased);
    assertThat(event).hasFieldOrPropertyWithValue("title", null);
    assertThat(event).hasFieldOrPropertyWithValue("content", null);
    assertThat(written(event)).isEqualTo(erased);
  }

  @ParameterizedTest
  @CsvSource({
    "TAGS_LINKED, items",
    "TAGS_LINKED, posts",
    "TAGS_UNLINKED, items",
    "TAGS_UNLINKED, posts"
  })
  void links_of_one_kind_alone_leave_the_other_out(EventTypes type, String kind) {
    String approved = approved(type.eventName() + "." + type.revision() + "." + kind);
    boolean ofItems = kind.equals("items");
    Map<TagId, IdSet> items = ofItems ? pairs() : Map.of();
    Map<TagId, IdSet> posts = ofItems ? Map.of() : pairs();
    Event event =
        type == EventTypes.TAGS_LINKED
            ? new Event.TagsLinked(STORE, items, posts)
            : new Event.TagsUnlinked(STORE, items, posts);
    assertThat(written(event)).isEqualTo(approved);
    assertThat(read(type, approved)).isEqualTo(event);
  }

  @Test
  void a_deleted_store_names_all_kinds_also_those_of_which_it_had_none() {
    Event empty = new Event.StoreDeleted(STORE, IdSet.of(), IdSet.of(), IdSet.of());
    String json = "{\"store\":1,\"items\":\"\",\"posts\":\"\",\"tags\":\"\"}";
    assertThat(written(empty)).isEqualTo(json);
    assertThat(read(EventTypes.STORE_DELETED, json)).isEqualTo(empty);
  }

  @Test
  void a_post_without_content_is_written_without_it() {
    Event bare = new Event.PostAdded(STORE, new PostId(6), "News", null);
    String json = "{\"store\":1,\"post\":6,\"title\":\"News\"}";
    assertThat(written(bare)).isEqualTo(json);
    assertThat(read(EventTypes.POST_ADDED, json)).isEqualTo(bare);
  }

  @Test
  void a_megabyte_of_content_survives() {
    String content = "Größe \"x\" \\ 木 \uD83E\uDE91\n".repeat(60_000);
    Event event = new Event.PostAdded(STORE, new PostId(6), "Long", content);
    assertThat(read(EventTypes.POST_ADDED, written(event))).isEqualTo(event);
  }

  @ParameterizedTest
  @CsvSource({
    "10.5, 10.5",
    "10.50, 10.50",
    "0, 0",
    "1000, 1000",
    "1E+3, 1000",
    "0.000001, 0.000001",
    "1E-7, 0.0000001",
    "123456789012345678, 123456789012345678",
    "12345678901234567890123456789.123456, 12345678901234567890123456789.123456"
  })
  void a_price_is_written_plain_and_kept_exactly(BigDecimal price, String plain) {
    ItemAdded event = new ItemAdded(STORE, new ItemId(2), "Chair", price);
    String json = written(event);
    assertThat(json)
        .isEqualTo("{\"store\":1,\"item\":2,\"name\":\"Chair\",\"price\":" + plain + "}");
    ItemAdded back = (ItemAdded) read(EventTypes.ITEM_ADDED, json);
    assertThat(back.price()).isEqualTo(new BigDecimal(plain));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Größe \"x\" \\ 木 \uD83E\uDE91", "</script>", "tab\there", " "})
  void any_name_survives(String name) {
    ItemAdded event = new ItemAdded(STORE, new ItemId(2), name, BigDecimal.ONE);
    assertThat(read(EventTypes.ITEM_ADDED, written(event))).isEqualTo(event);
  }

  @Test
  void an_unknown_type_is_refused() {
    assertThatExceptionOfType(UnknownEvent.class)
        .isThrownBy(() -> read("catalogue.ItemPainted", "1", "{}"))
        .withMessageContaining("catalogue.ItemPainted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "0", "", "x"})
  void an_unknown_revision_is_refused(String revision) {
    assertThatExceptionOfType(UnknownEvent.class)
        .isThrownBy(() -> read("catalogue.TagDeleted", revision, "{\"store\":1,\"tag\":2}"))
        .withMessageContaining("catalogue.TagDeleted of revision " + revision);
  }

  @Test
  void a_missing_revision_is_refused() {
    assertThatExceptionOfType(UnknownEvent.class)
        .isThrownBy(() -> read("catalogue.TagDeleted", null, "{\"store\":1,\"tag\":2}"));
  }

  @Test
  void an_unknown_key_is_refused() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(
            () -> read(EventTypes.TAG_DELETED, "{\"store\":1,\"tag\":2,\"colour\":\"red\"}"))
        .havingRootCause()
        .withMessageContaining("colour");
  }

  @Test
  void a_bad_id_is_refused() {
    assertThatExceptionOfType(SerializationException.class)
        .isThrownBy(() -> read(EventTypes.TAG_DELETED, "{\"store\":1,\"tag\":0}"));
  }

  @Test
  void metadata_is_written_as_approved_and_read_back() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(Metadata.ACTOR, "anonymous");
    values.put(Metadata.REQUEST, "4bf92f3577b34da6a3ce929d0e0e4736");
    values.put(Metadata.COMMAND, "AddItem");
    values.put(Metadata.COMMAND_ID, "b5a3c5a4-0d8f-4d57-9f0f-0d6a1f6a8a11");
    values.put(Metadata.CHANGE, "b5a3c5a4-0d8f-4d57-9f0f-0d6a1f6a8a11");
    values.put(Metadata.REASON, "Größere Auswahl");
    MetaData metadata = MetaData.from(values);
    SerializedObject<byte[]> written = serializer.serialize(metadata, byte[].class);
    MetaData back = serializer.deserialize(written);
    assertThat(back).isEqualTo(metadata);
    MetaData approved =
        serializer.deserialize(
            new SimpleSerializedObject<>(
                approved("metadata").getBytes(StandardCharsets.UTF_8),
                byte[].class,
                MetaData.class.getName(),
                null));
    assertThat(approved).isEqualTo(metadata);
  }

  static Event example(EventTypes type) {
    BigDecimal price = new BigDecimal("17.99");
    return switch (type) {
      case STORE_CREATED -> new Event.StoreCreated(STORE, "My store");
      case STORE_DELETED ->
          new Event.StoreDeleted(STORE, IdSet.of(1, 2, 3, 7), IdSet.of(1, 2, 9), IdSet.of(4));
      case ITEM_ADDED -> new ItemAdded(STORE, new ItemId(2), "Chair", price, "chair");
      case ITEM_CHANGED ->
          new Event.ItemChanged(STORE, new ItemId(2), "Größter Stuhl", new BigDecimal("1000"));
      case ITEM_DELETED -> new Event.ItemDeleted(STORE, new ItemId(2), IdSet.of());
      case POST_ADDED -> new Event.PostAdded(STORE, new PostId(6), "News", "All of it", "news");
      case POST_CHANGED -> new Event.PostChanged(STORE, new PostId(6), "Größte News", "木\n\"x\"");
      case POST_DELETED -> new Event.PostDeleted(STORE, new PostId(6), IdSet.of(3, 4));
      case TAG_ADDED -> new Event.TagAdded(STORE, new TagId(3), "furniture");
      case TAG_DELETED -> new Event.TagDeleted(STORE, new TagId(3));
      case TAGS_LINKED -> new Event.TagsLinked(STORE, pairs(), Map.of(new TagId(3), IdSet.of(6)));
      case TAGS_UNLINKED ->
          new Event.TagsUnlinked(STORE, pairs(), Map.of(new TagId(3), IdSet.of(6)));
    };
  }

  private static Map<TagId, IdSet> pairs() {
    Map<TagId, IdSet> pairs = new LinkedHashMap<>();
    pairs.put(new TagId(3), IdSet.of(1, 2, 3, 9));
    pairs.put(new TagId(5), IdSet.of(2));
    return pairs;
  }
}
