package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.DeleteItem;
import tagledger.api.ItemId;
import tagledger.api.Precondition;
import tagledger.api.Query.FindItem;
import tagledger.api.Query.ListItems;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.app.security.Needs;
import tagledger.app.security.Role;

@AsOf
@RestController
class ItemController {

  private final Answers answers;
  private final Lists lists;
  private final Access access;

  ItemController(Answers answers, Lists lists, Access access) {
    this.access = access;
    this.answers = answers;
    this.lists = lists;
  }

  @Needs(Role.READER)
  @GetMapping("/item")
  void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    lists.answerGranted(request, response, ListItems::new);
  }

  @Needs(Role.EDITOR)
  @PostMapping("/item")
  ResponseEntity<Object> add(JsonBody body, @Nullable RequestKey key, HttpServletRequest request) {
    String name = body.name("name", true);
    BigDecimal price = body.price("price", true);
    BigInteger store = body.integer("store_id", true);
    body.verify();
    StoreId known = store(requireNonNull(store));
    if (known == null) {
      throw new Rejection.NotFound();
    }
    access.require(Role.EDITOR, known);
    return answers.created(
        request,
        key,
        new AddItem(known, requireNonNull(name), requireNonNull(price), Conditions.of(request)),
        "/item",
        (done, headers) -> answers.show(new FindItem(done.item()), done, headers));
  }

  @Needs(Role.READER)
  @GetMapping("/item/{item}")
  ResponseEntity<Object> find(@PathVariable ItemId item, HttpServletRequest request) {
    return answers.found(new FindItem(item), request);
  }

  @Needs(Role.EDITOR)
  @PutMapping("/item/{item}")
  ResponseEntity<Object> change(
      @PathVariable ItemId item, JsonBody body, HttpServletRequest request) {
    String name = body.name("name", false);
    BigDecimal price = body.price("price", false);
    BigInteger store = body.integer("store_id", false);
    body.verify();
    StoreId known = store == null ? null : store(store);
    return answers.written(
        request,
        new ChangeItem(item, known, name, price, conditions(known, request)),
        HttpStatus.OK,
        (done, headers) -> answers.show(new FindItem(item), done, headers));
  }

  @Needs(Role.EDITOR)
  @DeleteMapping("/item/{item}")
  ResponseEntity<Object> delete(@PathVariable ItemId item, HttpServletRequest request) {
    return answers.written(
        request,
        new DeleteItem(item, Conditions.of(request)),
        HttpStatus.OK,
        answers.saying("Item deleted."));
  }

  /**
   * Who may not write everywhere, and was let through because there was no such item, makes one or
   * does nothing: it may be another's by now.
   */
  private Precondition conditions(@Nullable StoreId store, HttpServletRequest request) {
    Precondition asked = Conditions.of(request);
    if (request.getAttribute(AccessInterceptor.ABSENT) == null) {
      return asked;
    }
    if (store == null) {
      throw new Rejection.NotFound();
    }
    access.require(Role.EDITOR, store);
    return new Precondition(asked.match(), new Precondition.AnyVersion());
  }

  /** A number that cannot be a store's id is a store that does not exist. */
  private static @Nullable StoreId store(BigInteger number) {
    return number.signum() > 0 && number.bitLength() < Integer.SIZE
        ? new StoreId(number.intValueExact())
        : null;
  }
}
