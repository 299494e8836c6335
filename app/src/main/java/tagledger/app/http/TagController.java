package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListTags;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

@AsOf
@RestController
class TagController {

  private final Answers answers;
  private final Lists lists;

  TagController(Answers answers, Lists lists) {
    this.answers = answers;
    this.lists = lists;
  }

  @Needs(Role.READER)
  @GetMapping("/store/{store}/tag")
  void list(@PathVariable StoreId store, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    lists.answer(request, response, page -> new ListTags(store, page));
  }

  @Needs(Role.EDITOR)
  @PostMapping("/store/{store}/tag")
  ResponseEntity<Object> add(
      @PathVariable StoreId store,
      JsonBody body,
      @Nullable RequestKey key,
      HttpServletRequest request) {
    String name = body.name("name", true);
    body.verify();
    return answers.created(
        request,
        key,
        new AddTag(store, requireNonNull(name), Conditions.of(request)),
        "/tag",
        (done, headers) -> answers.show(new FindTag(done.tag()), done, headers));
  }

  @Needs(Role.READER)
  @GetMapping("/tag/{tag}")
  ResponseEntity<Object> find(@PathVariable TagId tag, HttpServletRequest request) {
    return answers.found(new FindTag(tag), request);
  }

  @Needs(Role.EDITOR)
  @DeleteMapping("/tag/{tag}")
  ResponseEntity<Object> delete(@PathVariable TagId tag, HttpServletRequest request) {
    return answers.written(
        request,
        new DeleteTag(tag, Conditions.of(request)),
        HttpStatus.ACCEPTED,
        answers.saying("Tag deleted."));
  }
}
