package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Query.ChangeFilter;
import tagledger.api.Query.ChangePage;
import tagledger.api.Query.FindChange;
import tagledger.api.Query.ListChanges;
import tagledger.api.Query.ListHistory;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.ThingKind;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

/** Tells what happened: in all, or to one thing, also where that is no more. */
@RestController
class ChangeController {

  private static final Set<String> PAGE = Set.of("order", "limit", "after");
  private static final Set<String> ALL =
      Stream.concat(PAGE.stream(), ChangeFilters.PARAMETERS.stream())
          .collect(Collectors.toUnmodifiableSet());

  private final ChangeFilters filters;
  private final ChangeAnswers answers;

  ChangeController(ChangeFilters filters, ChangeAnswers answers) {
    this.filters = filters;
    this.answers = answers;
  }

  @Needs(Role.AUDITOR)
  @GetMapping("/changes")
  void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    StrictQuery query = new StrictQuery(request, ALL);
    ChangePage page = query.page();
    ChangeFilter filter = filters.of(query);
    answers.all(request, response, new ListChanges(filter, page));
  }

  @Needs(Role.AUDITOR)
  @GetMapping("/changes/{change}")
  void find(@PathVariable String change, HttpServletResponse response) throws IOException {
    answers.one(response, new FindChange(change));
  }

  @Needs(Role.AUDITOR)
  @GetMapping("/store/{store}/history")
  void ofStore(
      @PathVariable StoreId store, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    history(ThingKind.STORE, store.value(), request, response);
  }

  @Needs(Role.AUDITOR)
  @GetMapping("/item/{item}/history")
  void ofItem(@PathVariable ItemId item, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    history(ThingKind.ITEM, item.value(), request, response);
  }

  @Needs(Role.AUDITOR)
  @GetMapping("/post/{post}/history")
  void ofPost(@PathVariable PostId post, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    history(ThingKind.POST, post.value(), request, response);
  }

  @Needs(Role.AUDITOR)
  @GetMapping("/tag/{tag}/history")
  void ofTag(@PathVariable TagId tag, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    history(ThingKind.TAG, tag.value(), request, response);
  }

  private void history(
      ThingKind kind, int id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StrictQuery query = new StrictQuery(request, PAGE);
    ChangePage page = query.page();
    query.verify();
    answers.all(request, response, new ListHistory(kind, id, page));
  }
}
