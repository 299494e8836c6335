package tagledger.app.http;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tagledger.api.EventTypes;
import tagledger.api.Moment;
import tagledger.api.Query.ChangeFilter;
import tagledger.api.StoreId;
import tagledger.api.ThingKind;
import tagledger.app.security.Role;

/** Reads which changes are asked for. */
@Component
class ChangeFilters {

  static final Set<String> PARAMETERS =
      Set.of("store", "store_id", "kind", "actor", "type", "from", "to", "request_id");

  private static final String PREFIX = "catalogue.";

  private final Moments moments;
  private final Access access;

  ChangeFilters(Moments moments, Access access) {
    this.access = access;
    this.moments = moments;
  }

  /**
   * @throws Refused where any of the query is at fault
   */
  ChangeFilter of(StrictQuery query) {
    StoreId store = store(query);
    ThingKind kind = query.oneOf("kind", ThingKind.class);
    String actor = query.text("actor");
    String type = type(query);
    String request = query.text("request_id");
    Place from = query.place("from");
    Place to = query.place("to");
    query.verify();
    return new ChangeFilter(
        store, kind, actor, type, request, first(from), last(to), access.stores(Role.AUDITOR));
  }

  private static @Nullable StoreId store(StrictQuery query) {
    String text = query.text("store", "store_id");
    if (text == null) {
      return null;
    }
    try {
      return new StoreId(Integer.parseInt(text));
    } catch (IllegalArgumentException e) {
      query.fault("store", "Not a valid id.");
      return null;
    }
  }

  private static @Nullable String type(StrictQuery query) {
    String text = query.text("type");
    if (text == null) {
      return null;
    }
    String name = text.startsWith(PREFIX) ? text : PREFIX + text;
    if (EventTypes.ofName(name) == null) {
      query.fault("type", "Not the type of an event.");
    }
    return name;
  }

  /** The first position that was recorded at that time or later. */
  private @Nullable Long first(@Nullable Place place) {
    Instant time = place == null ? null : place.time();
    if (place == null || time == null) {
      return place == null ? null : place.position();
    }
    Moment before = moments.at(new Place(0, time.minusNanos(1)));
    return before == null ? Long.MAX_VALUE : before.position() + 1;
  }

  /** The last position that was recorded at that time or earlier; the last of all in the future. */
  private @Nullable Long last(@Nullable Place place) {
    if (place == null || place.time() == null) {
      return place == null ? null : place.position();
    }
    Moment moment = moments.at(place);
    return moment == null ? null : moment.position();
  }
}
