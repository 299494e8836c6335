package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Command;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.LinkTagToPost;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.Command.UnlinkTagFromPost;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Query;
import tagledger.api.Query.FindItem;
import tagledger.api.Query.FindPost;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListItemsOfTag;
import tagledger.api.Query.ListPostsOfTag;
import tagledger.api.Query.ListTagsOfItem;
import tagledger.api.Query.ListTagsOfPost;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

/** One link at a time, and the walks along the links in both directions. */
@AsOf
@RestController
class LinkController {

  private record ItemUnlinked(String message, Object item, Object tag) {}

  private record PostUnlinked(String message, Object post, Object tag) {}

  private final Answers answers;
  private final Lists lists;

  LinkController(Answers answers, Lists lists) {
    this.answers = answers;
    this.lists = lists;
  }

  @Needs(Role.EDITOR)
  @PostMapping("/item/{item}/tag/{tag}")
  ResponseEntity<Object> linkItem(
      @PathVariable ItemId item,
      @PathVariable TagId tag,
      @Nullable RequestKey key,
      HttpServletRequest request) {
    return link(request, key, new LinkTagToItem(item, tag, Conditions.of(request)), tag);
  }

  @Needs(Role.EDITOR)
  @PostMapping("/post/{post}/tag/{tag}")
  ResponseEntity<Object> linkPost(
      @PathVariable PostId post,
      @PathVariable TagId tag,
      @Nullable RequestKey key,
      HttpServletRequest request) {
    return link(request, key, new LinkTagToPost(post, tag, Conditions.of(request)), tag);
  }

  @Needs(Role.EDITOR)
  @DeleteMapping("/item/{item}/tag/{tag}")
  ResponseEntity<Object> unlinkItem(
      @PathVariable ItemId item, @PathVariable TagId tag, HttpServletRequest request) {
    return unlink(
        request,
        new UnlinkTagFromItem(item, tag, Conditions.of(request)),
        new FindItem(item),
        tag,
        (shown, shownTag) -> new ItemUnlinked("Item removed from tag", shown, shownTag));
  }

  @Needs(Role.EDITOR)
  @DeleteMapping("/post/{post}/tag/{tag}")
  ResponseEntity<Object> unlinkPost(
      @PathVariable PostId post, @PathVariable TagId tag, HttpServletRequest request) {
    return unlink(
        request,
        new UnlinkTagFromPost(post, tag, Conditions.of(request)),
        new FindPost(post),
        tag,
        (shown, shownTag) -> new PostUnlinked("Post removed from tag", shown, shownTag));
  }

  @Needs(Role.READER)
  @GetMapping("/tag/{tag}/item")
  void itemsOf(@PathVariable TagId tag, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    lists.answer(request, response, page -> new ListItemsOfTag(tag, page));
  }

  @Needs(Role.READER)
  @GetMapping("/tag/{tag}/post")
  void postsOf(@PathVariable TagId tag, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    lists.answer(request, response, page -> new ListPostsOfTag(tag, page));
  }

  @Needs(Role.READER)
  @GetMapping("/item/{item}/tag")
  void tagsOf(@PathVariable ItemId item, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    lists.answer(request, response, page -> new ListTagsOfItem(item, page));
  }

  @Needs(Role.READER)
  @GetMapping("/post/{post}/tag")
  void tagsOf(@PathVariable PostId post, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    lists.answer(request, response, page -> new ListTagsOfPost(post, page));
  }

  private ResponseEntity<Object> link(
      HttpServletRequest request, @Nullable RequestKey key, Command command, TagId tag) {
    return answers.written(
        request,
        key,
        command,
        HttpStatus.CREATED,
        (done, headers) -> answers.show(new FindTag(tag), done, headers));
  }

  private ResponseEntity<Object> unlink(
      HttpServletRequest request,
      Command command,
      Query.OfCatalogue bearer,
      TagId tag,
      BiFunction<Object, Object, Object> body) {
    return answers.written(
        request, command, HttpStatus.OK, (done, headers) -> both(bearer, tag, done, body));
  }

  /** Two things have no entity tag together. */
  private @Nullable Object both(
      Query.OfCatalogue bearer,
      TagId tag,
      Commands.Done done,
      BiFunction<Object, Object, Object> body) {
    Versioned shown = answers.find(bearer, done);
    Versioned shownTag = shown == null ? null : answers.find(new FindTag(tag), done);
    return shown == null || shownTag == null
        ? null
        : OpenAnswer.of(body.apply(shown.view(), shownTag.view()), shownTag);
  }
}
