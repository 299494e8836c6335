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
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Query.FindStore;
import tagledger.api.Query.ListStores;
import tagledger.api.StoreId;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

@AsOf
@RestController
class StoreController {

  private final Answers answers;
  private final Lists lists;

  StoreController(Answers answers, Lists lists) {
    this.answers = answers;
    this.lists = lists;
  }

  @Needs(Role.READER)
  @GetMapping("/store")
  void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    lists.answerGranted(request, response, ListStores::new);
  }

  @Needs(value = Role.EDITOR, everywhere = true)
  @PostMapping("/store")
  ResponseEntity<Object> create(
      JsonBody body, @Nullable RequestKey key, HttpServletRequest request) {
    String name = body.name("name", true);
    body.verify();
    return answers.created(
        request,
        key,
        new CreateStore(requireNonNull(name), Conditions.of(request)),
        "/store",
        (done, headers) -> answers.show(new FindStore(done.store()), done, headers));
  }

  @Needs(Role.READER)
  @GetMapping("/store/{store}")
  ResponseEntity<Object> find(@PathVariable StoreId store, HttpServletRequest request) {
    return answers.found(new FindStore(store), request);
  }

  @Needs(Role.EDITOR)
  @DeleteMapping("/store/{store}")
  ResponseEntity<Object> delete(@PathVariable StoreId store, HttpServletRequest request) {
    return answers.written(
        request,
        new DeleteStore(store, Conditions.of(request)),
        HttpStatus.OK,
        answers.saying("Store deleted"));
  }
}
