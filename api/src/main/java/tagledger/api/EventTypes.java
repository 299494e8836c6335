package tagledger.api;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names under which events are stored, bound to their classes: a class may be moved or renamed,
 * a name or a revision that has been released never changes.
 */
public enum EventTypes {
  STORE_CREATED("catalogue.StoreCreated", 1, Event.StoreCreated.class),
  STORE_DELETED("catalogue.StoreDeleted", 1, Event.StoreDeleted.class),
  ITEM_ADDED("catalogue.ItemAdded", 2, Event.ItemAdded.class),
  ITEM_CHANGED("catalogue.ItemChanged", 1, Event.ItemChanged.class),
  ITEM_DELETED("catalogue.ItemDeleted", 1, Event.ItemDeleted.class),
  POST_ADDED("catalogue.PostAdded", 2, Event.PostAdded.class),
  POST_CHANGED("catalogue.PostChanged", 1, Event.PostChanged.class),
  POST_DELETED("catalogue.PostDeleted", 1, Event.PostDeleted.class),
  TAG_ADDED("catalogue.TagAdded", 1, Event.TagAdded.class),
  TAG_DELETED("catalogue.TagDeleted", 1, Event.TagDeleted.class),
  TAGS_LINKED("catalogue.TagsLinked", 1, Event.TagsLinked.class),
  TAGS_UNLINKED("catalogue.TagsUnlinked", 1, Event.TagsUnlinked.class);

  private static final Map<Class<?>, EventTypes> BY_CLASS = index(EventTypes::eventClass);
  private static final Map<String, EventTypes> BY_NAME = index(EventTypes::eventName);

  private final String eventName;
  private final int revision;
  private final Class<? extends Event> eventClass;

  EventTypes(String eventName, int revision, Class<? extends Event> eventClass) {
    this.eventName = eventName;
    this.revision = revision;
    this.eventClass = eventClass;
  }

  public String eventName() {
    return eventName;
  }

  /** The revision that is written today; older ones are upcast to it when they are read. */
  public int revision() {
    return revision;
  }

  public Class<? extends Event> eventClass() {
    return eventClass;
  }

  public static @Nullable EventTypes ofClass(Class<?> eventClass) {
    return BY_CLASS.get(eventClass);
  }

  public static @Nullable EventTypes ofName(String eventName) {
    return BY_NAME.get(eventName);
  }

  private static <K> Map<K, EventTypes> index(Function<EventTypes, K> key) {
    return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(key, type -> type));
  }
}
