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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.ChangePost;
import tagledger.api.Command.DeletePost;
import tagledger.api.PostId;
import tagledger.api.Query.FindPost;
import tagledger.api.Query.ListPosts;
import tagledger.api.Query.ListPostsOfStore;
import tagledger.api.StoreId;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

@AsOf
@RestController
class PostController {

  private final Answers answers;
  private final Lists lists;

  PostController(Answers answers, Lists lists) {
    this.answers = answers;
    this.lists = lists;
  }

  @Needs(Role.READER)
  @GetMapping("/post")
  void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    lists.answerGranted(request, response, ListPosts::new);
  }

  @Needs(Role.READER)
  @GetMapping("/store/{store}/post")
  void listOfStore(
      @PathVariable StoreId store, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    lists.answer(request, response, page -> new ListPostsOfStore(store, page));
  }

  @Needs(Role.EDITOR)
  @PostMapping("/store/{store}/post")
  ResponseEntity<Object> add(
      @PathVariable StoreId store,
      JsonBody body,
      @Nullable RequestKey key,
      HttpServletRequest request) {
    String title = body.title("title", true);
    String content = body.content("content");
    body.verify();
    return answers.created(
        request,
        key,
        new AddPost(store, requireNonNull(title), content, Conditions.of(request)),
        "/post",
        (done, headers) -> answers.show(new FindPost(done.post()), done, headers));
  }

  @Needs(Role.READER)
  @GetMapping("/post/{post}")
  ResponseEntity<Object> find(@PathVariable PostId post, HttpServletRequest request) {
    return answers.found(new FindPost(post), request);
  }

  @Needs(Role.EDITOR)
  @PutMapping("/post/{post}")
  ResponseEntity<Object> change(
      @PathVariable PostId post, JsonBody body, HttpServletRequest request) {
    String title = body.title("title", false);
    String content = body.content("content");
    body.verify();
    return answers.written(
        request,
        new ChangePost(post, title, content, Conditions.of(request)),
        HttpStatus.OK,
        (done, headers) -> answers.show(new FindPost(post), done, headers));
  }

  @Needs(Role.EDITOR)
  @DeleteMapping("/post/{post}")
  ResponseEntity<Object> delete(@PathVariable PostId post, HttpServletRequest request) {
    return answers.written(
        request,
        new DeletePost(post, Conditions.of(request)),
        HttpStatus.OK,
        answers.saying("Post deleted."));
  }
}
