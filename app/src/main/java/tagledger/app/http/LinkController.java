package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.ItemId;
import tagledger.api.Query.FindItem;
import tagledger.api.Query.FindTag;
import tagledger.api.TagId;

@RestController
@RequestMapping("/item/{item}/tag/{tag}")
class LinkController {

  private final Answers answers;

  LinkController(Answers answers) {
    this.answers = answers;
  }

  @PostMapping
  ResponseEntity<Object> link(
      @PathVariable ItemId item, @PathVariable TagId tag, HttpServletRequest request) {
    return answers.written(
        request,
        new LinkTagToItem(item, tag, Conditions.of(request)),
        HttpStatus.CREATED,
        (done, headers) -> answers.show(new FindTag(tag), done, headers));
  }

  @DeleteMapping
  ResponseEntity<Object> unlink(
      @PathVariable ItemId item, @PathVariable TagId tag, HttpServletRequest request) {
    return answers.written(
        request,
        new UnlinkTagFromItem(item, tag, Conditions.of(request)),
        HttpStatus.OK,
        (done, headers) -> both(item, tag, done));
  }

  /** Two things have no entity tag together. */
  private @Nullable Object both(ItemId item, TagId tag, Commands.Done done) {
    Object itemView = answers.show(new FindItem(item), done, new HttpHeaders());
    Object tagView = answers.show(new FindTag(tag), done, new HttpHeaders());
    return itemView == null || tagView == null
        ? null
        : new Unlinked("Item removed from tag", itemView, tagView);
  }

  private record Unlinked(String message, Object item, Object tag) {}
}
