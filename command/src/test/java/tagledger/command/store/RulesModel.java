package tagledger.command.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tagledger.api.BearerId;
import tagledger.api.Command;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.PairsChanged;
import tagledger.api.PostId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** The rules, in the plainest way: what each command must come to. No store is ever deleted. */
final class RulesModel {

  private record Link(BearerId bearer, TagId tag) {}

  private record Named(StoreId store, String name) {}

  private final Map<BearerId, StoreId> everOf = new HashMap<>();
  private final Set<BearerId> present = new HashSet<>();
  private final Map<TagId, StoreId> storeOfTag = new HashMap<>();
  private final Map<TagId, Named> tags = new HashMap<>();
  private final Set<Link> links = new HashSet<>();

  List<Integer> items(StoreId store) {
    return bearers(store, ItemId.class);
  }

  List<Integer> posts(StoreId store) {
    return bearers(store, PostId.class);
  }

  List<Integer> tags(StoreId store) {
    return tags.entrySet().stream()
        .filter(tag -> tag.getValue().store().equals(store))
        .map(tag -> tag.getKey().value())
        .sorted()
        .toList();
  }

  @Nullable Class<? extends Rejection> refusal(Command command) {
    return switch (command) {
      case Command.AddTag add ->
          tags.containsValue(new Named(add.store(), add.name()))
              ? Rejection.TagNameTaken.class
              : null;
      case Command.ChangeItem change -> {
        StoreId owner = everOf.get(change.item());
        boolean elsewhere = owner != null && !owner.equals(change.store());
        yield elsewhere && !present.contains(change.item()) ? Rejection.NotFound.class : null;
      }
      case Command.ChangePost change -> unlessPresent(change.post());
      case Command.DeleteItem delete -> unlessPresent(delete.item());
      case Command.DeletePost delete -> unlessPresent(delete.post());
      case Command.DeleteTag delete ->
          !tags.containsKey(delete.tag())
              ? Rejection.NotFound.class
              : links.stream().anyMatch(link -> link.tag().equals(delete.tag()))
                  ? Rejection.TagBorne.class
                  : null;
      case Command.LinkTagToItem link -> ofLink(link.item(), link.tag());
      case Command.LinkTagToPost link -> ofLink(link.post(), link.tag());
      case Command.UnlinkTagFromItem unlink -> ofUnlink(unlink.item(), unlink.tag());
      case Command.UnlinkTagFromPost unlink -> ofUnlink(unlink.post(), unlink.tag());
      case Command.LinkTags link -> ofBulk(link.store(), link.items(), link.posts(), link.tags());
      case Command.UnlinkTags unlink ->
          ofBulk(unlink.store(), unlink.items(), unlink.posts(), unlink.tags());
      default -> null;
    };
  }

  /** Answers how many pairs a bulk command changed. */
  @Nullable PairsChanged happened(Command command, Object answer) {
    switch (command) {
      case Command.AddItem add -> add((BearerId) answer, add.store());
      case Command.AddPost add -> add((BearerId) answer, add.store());
      case Command.ChangeItem change -> {
        if (change.store() != null && !present.contains(change.item())) {
          add(change.item(), change.store());
        }
      }
      case Command.ChangePost change -> {}
      case Command.DeleteItem delete -> remove(delete.item());
      case Command.DeletePost delete -> remove(delete.post());
      case Command.AddTag add -> {
        tags.put((TagId) answer, new Named(add.store(), add.name()));
        storeOfTag.put((TagId) answer, add.store());
      }
      case Command.DeleteTag delete -> tags.remove(delete.tag());
      case Command.LinkTagToItem link -> links.add(new Link(link.item(), link.tag()));
      case Command.LinkTagToPost link -> links.add(new Link(link.post(), link.tag()));
      case Command.UnlinkTagFromItem it -> links.remove(new Link(it.item(), it.tag()));
      case Command.UnlinkTagFromPost it -> links.remove(new Link(it.post(), it.tag()));
      case Command.LinkTags it -> {
        Set<Link> all = product(it.items(), it.posts(), it.tags());
        long changed = all.stream().filter(links::add).count();
        return new PairsChanged(changed, all.size() - changed);
      }
      case Command.UnlinkTags it -> {
        Set<Link> all = product(it.items(), it.posts(), it.tags());
        long changed = all.stream().filter(links::remove).count();
        return new PairsChanged(changed, all.size() - changed);
      }
      default -> throw new IllegalStateException("Not asked for: " + command);
    }
    return null;
  }

  private void add(BearerId bearer, StoreId store) {
    present.add(bearer);
    everOf.put(bearer, store);
  }

  private void remove(BearerId bearer) {
    present.remove(bearer);
    links.removeIf(link -> link.bearer().equals(bearer));
  }

  private @Nullable Class<? extends Rejection> unlessPresent(BearerId bearer) {
    return present.contains(bearer) ? null : Rejection.NotFound.class;
  }

  private @Nullable Class<? extends Rejection> ofLink(BearerId bearer, TagId tag) {
    if (!present.contains(bearer) || !tags.containsKey(tag)) {
      return Rejection.NotFound.class;
    }
    return Objects.equals(everOf.get(bearer), storeOfTag.get(tag))
        ? null
        : Rejection.LinkAcrossStores.class;
  }

  private @Nullable Class<? extends Rejection> ofUnlink(BearerId bearer, TagId tag) {
    return links.contains(new Link(bearer, tag)) ? null : Rejection.NotFound.class;
  }

  private @Nullable Class<? extends Rejection> ofBulk(
      StoreId store, IdSet items, IdSet posts, IdSet some) {
    boolean known =
        items.ids().boxed().allMatch(items(store)::contains)
            && posts.ids().boxed().allMatch(posts(store)::contains)
            && some.ids().boxed().allMatch(tags(store)::contains);
    return known ? null : Rejection.NotOfThisStore.class;
  }

  private static Set<Link> product(IdSet items, IdSet posts, IdSet some) {
    Set<Link> product = new HashSet<>();
    some.ids()
        .mapToObj(TagId::new)
        .forEach(
            tag -> {
              items.ids().forEach(id -> product.add(new Link(new ItemId(id), tag)));
              posts.ids().forEach(id -> product.add(new Link(new PostId(id), tag)));
            });
    return product;
  }

  private List<Integer> bearers(StoreId store, Class<? extends BearerId> kind) {
    return present.stream()
        .filter(kind::isInstance)
        .filter(bearer -> store.equals(everOf.get(bearer)))
        .map(BearerId::value)
        .sorted()
        .toList();
  }
}
