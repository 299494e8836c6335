package peers.envers;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
import peers.envers.Views.Linked;
import peers.envers.Views.Message;
import peers.envers.Views.NewItem;
import peers.envers.Views.NewStore;
import peers.envers.Views.NewTag;
import peers.envers.Views.Pairs;
import peers.envers.Views.Unlinked;
import peers.envers.Views.WholeItem;
import peers.envers.Views.WholeStore;
import peers.envers.Views.WholeTag;

/** The first seed's endpoints. */
@RestController
class CatalogueController {

  private final Catalogue catalogue;

  CatalogueController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @GetMapping("/store")
  List<WholeStore> stores() {
    return catalogue.stores();
  }

  @PostMapping("/store")
  @ResponseStatus(HttpStatus.CREATED)
  WholeStore createStore(@RequestBody NewStore store) {
    return catalogue.createStore(store.name());
  }

  @GetMapping("/store/{id}")
  WholeStore store(@PathVariable int id) {
    return catalogue.store(id);
  }

  @DeleteMapping("/store/{id}")
  Message deleteStore(@PathVariable int id) {
    catalogue.deleteStore(id);
    return new Message("Store deleted");
  }

  @GetMapping("/item")
  List<WholeItem> items(
      @RequestParam(defaultValue = "0") int after, @RequestParam(required = false) Integer limit) {
    return catalogue.items(after, limit == null ? Limit.unlimited() : Limit.of(limit));
  }

  @PostMapping("/item")
  @ResponseStatus(HttpStatus.CREATED)
  WholeItem createItem(@RequestBody NewItem item) {
    return catalogue.createItem(item);
  }

  @GetMapping("/item/{id}")
  WholeItem item(
      @PathVariable int id, @RequestParam(name = "as_of", required = false) Instant asOf) {
    return asOf == null ? catalogue.item(id) : catalogue.item(id, asOf);
  }

  @PutMapping("/item/{id}")
  WholeItem changeItem(@PathVariable int id, @RequestBody NewItem item) {
    return catalogue.changeItem(id, item.name(), item.price());
  }

  @DeleteMapping("/item/{id}")
  Message deleteItem(@PathVariable int id) {
    catalogue.deleteItem(id);
    return new Message("Item deleted.");
  }

  @GetMapping("/store/{id}/tag")
  List<WholeTag> tagsOf(@PathVariable int id) {
    return catalogue.tagsOf(id);
  }

  @PostMapping("/store/{id}/tag")
  @ResponseStatus(HttpStatus.CREATED)
  WholeTag createTag(@PathVariable int id, @RequestBody NewTag tag) {
    return catalogue.createTag(id, tag.name());
  }

  @GetMapping("/tag/{id}")
  WholeTag tag(@PathVariable int id) {
    return catalogue.tag(id);
  }

  @DeleteMapping("/tag/{id}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Message deleteTag(@PathVariable int id) {
    catalogue.deleteTag(id);
    return new Message("Tag deleted.");
  }

  @PostMapping("/item/{item}/tag/{tag}")
  @ResponseStatus(HttpStatus.CREATED)
  WholeTag link(@PathVariable int item, @PathVariable int tag) {
    return catalogue.link(item, tag);
  }

  @DeleteMapping("/item/{item}/tag/{tag}")
  Unlinked unlink(@PathVariable int item, @PathVariable int tag) {
    return catalogue.unlink(item, tag);
  }

  @PostMapping("/store/{id}/link")
  Linked link(@PathVariable int id, @RequestBody Pairs pairs) {
    return catalogue.link(id, pairs);
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
