package tagledger.api;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue can be asked to do. Every command is decided by one store, on the newest
 * state, and either changes what it says, changes nothing, or is refused with a {@link Rejection}.
 */
public sealed interface Command {

  /** What the caller believes of the thing that the command is about. */
  Precondition precondition();

  /** Answers the new {@link StoreId}. */
  record CreateStore(String name, Precondition precondition) implements Command {}

  /** Deletes the store and all that is in it. */
  record DeleteStore(StoreId store, Precondition precondition) implements Command {}

  /** Answers the new {@link ItemId}. The precondition is on the store. */
  record AddItem(StoreId store, String name, BigDecimal price, Precondition precondition)
      implements Command {}

  /**
   * Changes what is given of an item; {@code store} is then without meaning. An id that bears no
   * item gets one, in {@code store}, where all three are given and no other store ever had the id.
   */
  record ChangeItem(
      ItemId item,
      @Nullable StoreId store,
      @Nullable String name,
      @Nullable BigDecimal price,
      Precondition precondition)
      implements Command {}

  /** Deletes an item and its links. */
  record DeleteItem(ItemId item, Precondition precondition) implements Command {}

  /** Answers the new {@link TagId}. The precondition is on the store. */
  record AddTag(StoreId store, String name, Precondition precondition) implements Command {}

  /** Deletes a tag that nothing bears. */
  record DeleteTag(TagId tag, Precondition precondition) implements Command {}

  /** Answers the new {@link PostId}. The precondition is on the store. */
  record AddPost(StoreId store, String title, @Nullable String content, Precondition precondition)
      implements Command {}

  /** Changes what is given of a post. */
  record ChangePost(
      PostId post, @Nullable String title, @Nullable String content, Precondition precondition)
      implements Command {}

  /** Deletes a post and its links. */
  record DeletePost(PostId post, Precondition precondition) implements Command {}

  /** The precondition is met by the item's or by the tag's version. */
  record LinkTagToItem(ItemId item, TagId tag, Precondition precondition) implements Command {}

  /** The precondition is met by the item's or by the tag's version. */
  record UnlinkTagFromItem(ItemId item, TagId tag, Precondition precondition) implements Command {}

  /** The precondition is met by the post's or by the tag's version. */
  record LinkTagToPost(PostId post, TagId tag, Precondition precondition) implements Command {}

  /** The precondition is met by the post's or by the tag's version. */
  record UnlinkTagFromPost(PostId post, TagId tag, Precondition precondition) implements Command {}

  /**
   * Links every one of these items and posts with every one of these tags. Answers {@link
   * PairsChanged}. The precondition is on the store.
   */
  record LinkTags(StoreId store, IdSet items, IdSet posts, IdSet tags, Precondition precondition)
      implements Command {}

  /** Unlinks every one of these items and posts from every one of these tags; else as above. */
  record UnlinkTags(StoreId store, IdSet items, IdSet posts, IdSet tags, Precondition precondition)
      implements Command {}

  /**
   * Brings in rows of a file, in their order: tags that the store lacks are made, a key that it
   * knows names the thing that is changed, any other a new one. Answers {@link Imported}.
   *
   * @param extent what is written of it
   */
  record ImportRows(StoreId store, List<Row> rows, Extent extent) implements Command {

    /** How much of the rows is written. */
    public enum Extent {
      /** All but those that are refused. */
      GOOD_ROWS,
      /** All, or nothing where one is refused. */
      ALL_OR_NOTHING,
      /** Nothing. */
      NOTHING
    }

    @Override
    public Precondition precondition() {
      return Precondition.NONE;
    }
  }

  /**
   * Brings things of a store, which may be deleted, to what they once were: all of them or none.
   * Refused with {@link Rejection.HasMoved} where one of them is not what the caller takes it to
   * be. Answers {@link Reverted}.
   */
  record Revert(StoreId store, Reversal reversal) implements Command {
    @Override
    public Precondition precondition() {
      return Precondition.NONE;
    }
  }

  /**
   * For a {@link Revert} that cannot be: refused with {@link Rejection.HasMoved}, unless its {@link
   * IdempotentRequest} came before, when it could.
   */
  record RecallRevert(StoreId store) implements Command {
    @Override
    public Precondition precondition() {
      return Precondition.NONE;
    }
  }
}
