package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Command.LinkTags;
import tagledger.api.Command.UnlinkTags;
import tagledger.api.IdSet;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

/** Every given item and post with every given tag, as one command. */
@RestController
class BulkLinkController {

  /** How many pairs one call may name. */
  static final long MAX_PAIRS = 1_000_000;

  private record Linked(long linked, long unchanged) {}

  private record Unlinked(long unlinked, long unchanged) {}

  private record Given(IdSet items, IdSet posts, IdSet tags, Strangers strangers) {
    static Given in(JsonBody body) {
      Strangers strangers = new Strangers();
      Given given =
          new Given(
              body.ids(Strangers.ITEMS, false, strangers),
              body.ids(Strangers.POSTS, false, strangers),
              body.ids(Strangers.TAGS, true, strangers),
              strangers);
      body.verify();
      if ((given.items.size() + given.posts.size()) * given.tags.size() > MAX_PAIRS) {
        throw new Refused(
            Refusal.invalid(
                "json", Map.of("_schema", List.of("More than " + MAX_PAIRS + " pairs."))));
      }
      return given;
    }
  }

  private final Answers answers;
  private final Commands commands;

  BulkLinkController(Answers answers, Commands commands) {
    this.answers = answers;
    this.commands = commands;
  }

  @Needs(Role.EDITOR)
  @PostMapping("/store/{store}/link")
  ResponseEntity<Object> link(
      @PathVariable StoreId store,
      JsonBody body,
      @Nullable RequestKey key,
      HttpServletRequest request) {
    Given given = given(store, body, request);
    return answers.written(
        request,
        key,
        new LinkTags(store, given.items, given.posts, given.tags, Conditions.of(request)),
        HttpStatus.OK,
        answers.counting(pairs -> new Linked(pairs.changed(), pairs.unchanged())));
  }

  @Needs(Role.EDITOR)
  @PostMapping("/store/{store}/unlink")
  ResponseEntity<Object> unlink(
      @PathVariable StoreId store,
      JsonBody body,
      @Nullable RequestKey key,
      HttpServletRequest request) {
    Given given = given(store, body, request);
    return answers.written(
        request,
        key,
        new UnlinkTags(store, given.items, given.posts, given.tags, Conditions.of(request)),
        HttpStatus.OK,
        answers.counting(pairs -> new Unlinked(pairs.changed(), pairs.unchanged())));
  }

  private Given given(StoreId store, JsonBody body, HttpServletRequest request) {
    Given given = Given.in(body);
    if (!given.strangers.isEmpty()) {
      IdSet none = IdSet.of();
      nameStrangers(given, store, given.items, given.posts, none, request);
      nameStrangers(given, store, none, none, given.tags, request);
      throw new Refused(given.strangers.refusal());
    }
    return given;
  }

  /** A command without a single pair changes nothing, and names who is not of the store. */
  private void nameStrangers(
      Given given,
      StoreId store,
      IdSet items,
      IdSet posts,
      IdSet tags,
      HttpServletRequest request) {
    try {
      commands.send(new UnlinkTags(store, items, posts, tags, Conditions.of(request)), request);
    } catch (Rejection.NotOfThisStore found) {
      given.strangers.add(found);
    }
  }
}
