package peers.axon;

import java.math.BigDecimal;
import java.util.Set;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What a store can be told. */
sealed interface Command {

  record CreateStore(@TargetAggregateIdentifier int store, String name) implements Command {}

  record DeleteStore(@TargetAggregateIdentifier int store) implements Command {}

  record AddItem(@TargetAggregateIdentifier int store, int item, String name, BigDecimal price)
      implements Command {}

  record ChangeItem(@TargetAggregateIdentifier int store, int item, String name, BigDecimal price)
      implements Command {}

  record DeleteItem(@TargetAggregateIdentifier int store, int item) implements Command {}

  record AddTag(@TargetAggregateIdentifier int store, int tag, String name) implements Command {}

  record DeleteTag(@TargetAggregateIdentifier int store, int tag) implements Command {}

  record Link(@TargetAggregateIdentifier int store, int item, int tag) implements Command {}

  record Unlink(@TargetAggregateIdentifier int store, int item, int tag) implements Command {}

  /** Answers how many pairs it linked. */
  record LinkAll(@TargetAggregateIdentifier int store, Set<Integer> items, Set<Integer> tags)
      implements Command {}
}
