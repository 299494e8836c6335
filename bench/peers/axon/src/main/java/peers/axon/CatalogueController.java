package peers.axon;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
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
import peers.axon.Views.Linked;
import peers.axon.Views.Message;
import peers.axon.Views.NewItem;
import peers.axon.Views.NewStore;
import peers.axon.Views.NewTag;
import peers.axon.Views.Pairs;
import peers.axon.Views.Unlinked;
import peers.axon.Views.WholeItem;
import peers.axon.Views.WholeStore;
import peers.axon.Views.WholeTag;

/** The first seed's endpoints. */
@RestController
class CatalogueController {

  private final CommandGateway commands;
  private final Reads reads;
  private final Ids storeIds;
  private final Ids itemIds;
  private final Ids tagIds;

  CatalogueController(CommandGateway commands, Reads reads, JdbcTemplate jdbc) {
    this.commands = commands;
    this.reads = reads;
    this.storeIds = new Ids(jdbc, "store");
    this.itemIds = new Ids(jdbc, "item");
    this.tagIds = new Ids(jdbc, "tag");
  }

  @GetMapping("/store")
  List<WholeStore> stores() {
    return reads.stores();
  }

  @PostMapping("/store")
  @ResponseStatus(HttpStatus.CREATED)
  WholeStore createStore(@RequestBody NewStore store) {
    if (reads.storeExists(store.name())) {
      throw Refusal.badRequest("A store with that name already exists.");
    }
    int id = storeIds.next();
    commands.sendAndWait(new CreateStore(id, store.name()));
    return reads.store(id);
  }

  @GetMapping("/store/{id}")
  WholeStore store(@PathVariable int id) {
    return reads.store(id);
  }

  @DeleteMapping("/store/{id}")
  Message deleteStore(@PathVariable int id) {
    reads.mustHaveStore(id);
    commands.sendAndWait(new DeleteStore(id));
    return new Message("Store deleted");
  }

  @GetMapping("/item")
  List<WholeItem> items(
      @RequestParam(defaultValue = "0") int after, @RequestParam(required = false) Integer limit) {
    return reads.items(after, limit == null ? Limit.unlimited() : Limit.of(limit));
  }

  @PostMapping("/item")
  @ResponseStatus(HttpStatus.CREATED)
  WholeItem createItem(@RequestBody NewItem item) {
    reads.mustHaveStore(item.storeId());
    int id = itemIds.next();
    commands.sendAndWait(new AddItem(item.storeId(), id, item.name(), item.price()));
    return reads.item(id);
  }

  @GetMapping("/item/{id}")
  WholeItem item(@PathVariable int id) {
    return reads.item(id);
  }

  @PutMapping("/item/{id}")
  WholeItem changeItem(@PathVariable int id, @RequestBody NewItem item) {
    WholeItem old = reads.item(id);
    commands.sendAndWait(
        new ChangeItem(
            old.store().id(),
            id,
            item.name() == null ? old.name() : item.name(),
            item.price() == null ? old.price() : item.price()));
    return reads.item(id);
  }

  @DeleteMapping("/item/{id}")
  Message deleteItem(@PathVariable int id) {
    commands.sendAndWait(new DeleteItem(reads.storeOfItem(id), id));
    return new Message("Item deleted.");
  }

  @GetMapping("/store/{id}/tag")
  List<WholeTag> tagsOf(@PathVariable int id) {
    return reads.tagsOf(id);
  }

  @PostMapping("/store/{id}/tag")
  @ResponseStatus(HttpStatus.CREATED)
  WholeTag createTag(@PathVariable int id, @RequestBody NewTag tag) {
    reads.mustHaveStore(id);
    int tagId = tagIds.next();
    commands.sendAndWait(new AddTag(id, tagId, tag.name()));
    return reads.tag(tagId);
  }

  @GetMapping("/tag/{id}")
  WholeTag tag(@PathVariable int id) {
    return reads.tag(id);
  }

  @DeleteMapping("/tag/{id}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Message deleteTag(@PathVariable int id) {
    commands.sendAndWait(new DeleteTag(reads.storeOfTag(id), id));
    return new Message("Tag deleted.");
  }

  @PostMapping("/item/{item}/tag/{tag}")
  @ResponseStatus(HttpStatus.CREATED)
  WholeTag link(@PathVariable int item, @PathVariable int tag) {
    reads.storeOfTag(tag);
    commands.sendAndWait(new Link(reads.storeOfItem(item), item, tag));
    return reads.tag(tag);
  }

  @DeleteMapping("/item/{item}/tag/{tag}")
  Unlinked unlink(@PathVariable int item, @PathVariable int tag) {
    commands.sendAndWait(new Unlink(reads.storeOfItem(item), item, tag));
    return new Unlinked("Item removed from tag", reads.item(item), reads.tag(tag));
  }

  @PostMapping("/store/{id}/link")
  Linked link(@PathVariable int id, @RequestBody Pairs pairs) {
    reads.mustHaveStore(id);
    Set<Integer> items = new HashSet<>(pairs.itemIds());
    Set<Integer> tags = new HashSet<>(pairs.tagIds());
    int linked = commands.<Integer>sendAndWait(new LinkAll(id, items, tags));
    return new Linked(linked, items.size() * tags.size() - linked);
  }

  @ExceptionHandler
  ResponseEntity<Map<String, Object>> refuse(Refusal refusal) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", refusal.status.value());
    body.put("status", refusal.status.getReasonPhrase());
    if (refusal.getMessage() != null) {
      body.put("message", refusal.getMessage());
    }
    return ResponseEntity.status(refusal.status).body(body);
  }
}
