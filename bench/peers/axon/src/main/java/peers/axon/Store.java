package peers.axon;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.markDeleted;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.springframework.http.HttpStatus;
import peers.axon.Command.AddItem;
import peers.axon.Command.AddTag;
import peers.axon.Command.ChangeItem;
import peers.axon.Command.CreateStore;
import peers.axon.Command.DeleteItem;
import peers.axon.Command.DeleteStore;
import peers.axon.Command.DeleteTag;
import peers.axon.Command.Link;
import peers.axon.Command.LinkAll;
import peers.axon.Command.Unlink;
import peers.axon.Event.ItemAdded;
import peers.axon.Event.ItemChanged;
import peers.axon.Event.ItemDeleted;
import peers.axon.Event.Linked;
import peers.axon.Event.Pair;
import peers.axon.Event.StoreCreated;
import peers.axon.Event.StoreDeleted;
import peers.axon.Event.TagAdded;
import peers.axon.Event.TagDeleted;
import peers.axon.Event.Unlinked;

/** What is decided on: which items there are, and which tags, with their names and bearers. */
@Aggregate(cache = "aggregates", snapshotTriggerDefinition = "snapshots")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
class Store {

  @AggregateIdentifier private Integer id;
  private Set<Integer> items = new HashSet<>();
  private Map<Integer, String> tags = new HashMap<>();
  private Map<Integer, Set<Integer>> bearers = new HashMap<>();
  private Set<String> tagNames = new HashSet<>();

  protected Store() {}

  @CommandHandler
  Store(CreateStore command) {
    apply(new StoreCreated(command.store(), command.name()));
  }

  @CommandHandler
  void handle(DeleteStore command) {
    apply(new StoreDeleted(id));
  }

  @CommandHandler
  void handle(AddItem command) {
    apply(new ItemAdded(id, command.item(), command.name(), command.price()));
  }

  @CommandHandler
  void handle(ChangeItem command) {
    mustHaveItem(command.item());
    apply(new ItemChanged(id, command.item(), command.name(), command.price()));
  }

  @CommandHandler
  void handle(DeleteItem command) {
    mustHaveItem(command.item());
    apply(new ItemDeleted(id, command.item()));
  }

  @CommandHandler
  void handle(AddTag command) {
    if (tagNames.contains(command.name())) {
      throw Refusal.badRequest("A tag with that name already exists in that store.");
    }
    apply(new TagAdded(id, command.tag(), command.name()));
  }

  @CommandHandler
  void handle(DeleteTag command) {
    mustHaveTag(command.tag());
    if (!bearers.get(command.tag()).isEmpty()) {
      throw Refusal.badRequest(
          "Could not delete tag. Make sure tag is not associated with any items, then try again.");
    }
    apply(new TagDeleted(id, command.tag()));
  }

  @CommandHandler
  void handle(Link command) {
    if (!items.contains(command.item()) || !tags.containsKey(command.tag())) {
      throw Refusal.badRequest("Make sure item and tag belong to the same store before linking.");
    }
    if (!bearers.get(command.tag()).contains(command.item())) {
      apply(new Linked(id, List.of(new Pair(command.item(), command.tag()))));
    }
  }

  @CommandHandler
  void handle(Unlink command) {
    mustHaveItem(command.item());
    mustHaveTag(command.tag());
    if (!bearers.get(command.tag()).contains(command.item())) {
      throw Refusal.notFound();
    }
    apply(new Unlinked(id, new Pair(command.item(), command.tag())));
  }

  @CommandHandler
  int handle(LinkAll command) {
    if (!items.containsAll(command.items()) || !tags.keySet().containsAll(command.tags())) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, null);
    }
    List<Pair> fresh =
        command.tags().stream()
            .flatMap(
                tag ->
                    command.items().stream()
                        .filter(item -> !bearers.get(tag).contains(item))
                        .map(item -> new Pair(item, tag)))
            .toList();
    if (!fresh.isEmpty()) {
      apply(new Linked(id, fresh));
    }
    return fresh.size();
  }

  @EventSourcingHandler
  void on(StoreCreated event) {
    id = event.store();
  }

  @EventSourcingHandler
  void on(StoreDeleted event) {
    markDeleted();
  }

  @EventSourcingHandler
  void on(ItemAdded event) {
    items.add(event.item());
  }

  @EventSourcingHandler
  void on(ItemDeleted event) {
    items.remove(event.item());
    bearers.values().forEach(bearing -> bearing.remove(event.item()));
  }

  @EventSourcingHandler
  void on(TagAdded event) {
    tags.put(event.tag(), event.name());
    tagNames.add(event.name());
    bearers.put(event.tag(), new HashSet<>());
  }

  @EventSourcingHandler
  void on(TagDeleted event) {
    tagNames.remove(tags.remove(event.tag()));
    bearers.remove(event.tag());
  }

  @EventSourcingHandler
  void on(Linked event) {
    event.pairs().forEach(pair -> bearers.get(pair.tag()).add(pair.item()));
  }

  @EventSourcingHandler
  void on(Unlinked event) {
    bearers.get(event.pair().tag()).remove(event.pair().item());
  }

  private void mustHaveItem(int item) {
    if (!items.contains(item)) {
      throw Refusal.notFound();
    }
  }

  private void mustHaveTag(int tag) {
    if (!tags.containsKey(tag)) {
      throw Refusal.notFound();
    }
  }
}
