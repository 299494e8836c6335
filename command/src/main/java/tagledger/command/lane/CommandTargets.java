package tagledger.command.lane;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.modelling.command.CommandTargetResolver;
import org.axonframework.modelling.command.IdentifierMissingException;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import tagledger.api.BearerId;
import tagledger.api.Command;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.store.Store;
import tagledger.command.store.Whereabouts;

/**
 * Which store decides a command. A URL such as {@code /item/3/tag/4} names none: the directory
 * knows. Safe for all threads.
 */
public final class CommandTargets implements CommandTargetResolver {

  private final Whereabouts whereabouts;

  public CommandTargets(Whereabouts whereabouts) {
    this.whereabouts = whereabouts;
  }

  @Override
  public VersionedAggregateIdentifier resolveTarget(CommandMessage<?> message) {
    StoreId store = storeOf((Command) message.getPayload());
    if (store == null) {
      throw new IdentifierMissingException("There is no store yet: " + message.getCommandName());
    }
    return new VersionedAggregateIdentifier(Store.keyOf(store), null);
  }

  /** Answers nothing for a store that is to be made; refuses what no store knows. */
  @Nullable StoreId storeOf(Command command) {
    return switch (command) {
      case Command.CreateStore create -> null;
      case Command.DeleteStore delete -> delete.store();
      case Command.AddItem add -> add.store();
      case Command.AddTag add -> add.store();
      case Command.ChangeItem change -> ofChanged(change);
      case Command.AddPost add -> add.store();
      case Command.LinkTags link -> link.store();
      case Command.UnlinkTags unlink -> unlink.store();
      case Command.ImportRows rows -> rows.store();
      case Command.Revert revert -> revert.store();
      case Command.ChangePost change -> known(whereabouts.of(change.post()));
      case Command.DeletePost delete -> known(whereabouts.of(delete.post()));
      case Command.LinkTagToPost link -> ofLinked(link.post(), link.tag());
      case Command.UnlinkTagFromPost unlink -> ofLinked(unlink.post(), unlink.tag());
      case Command.DeleteItem delete -> known(whereabouts.of(delete.item()));
      case Command.DeleteTag delete -> known(whereabouts.of(delete.tag()));
      case Command.LinkTagToItem link -> ofLinked(link.item(), link.tag());
      case Command.UnlinkTagFromItem unlink -> ofLinked(unlink.item(), unlink.tag());
    };
  }

  private StoreId ofChanged(Command.ChangeItem change) {
    StoreId store = whereabouts.of(change.item());
    return store != null ? store : known(change.store());
  }

  private StoreId ofLinked(BearerId bearer, TagId tag) {
    known(whereabouts.of(tag));
    return known(whereabouts.of(bearer));
  }

  private static StoreId known(@Nullable StoreId store) {
    if (store == null) {
      throw new Rejection.NotFound();
    }
    return store;
  }
}
