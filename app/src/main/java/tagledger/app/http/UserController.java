package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.app.security.Caller;
import tagledger.app.security.Grant;
import tagledger.app.security.Grants;
import tagledger.app.security.Needs;
import tagledger.app.security.NotGranted;
import tagledger.app.security.Open;
import tagledger.app.security.OpenPaths;
import tagledger.app.security.Role;
import tagledger.app.security.SecurityProperties;
import tagledger.app.security.SignedIn;
import tagledger.app.security.User;
import tagledger.app.security.Users;
import tagledger.app.security.Visit;

/** Users, and what they were granted. Everybody sees himself, and administrators see all. */
@RestController
class UserController {

  private record Granted(int id, String role, @JsonProperty("store_id") @Nullable Integer store) {
    static Granted of(Grant grant) {
      StoreId store = grant.store();
      return new Granted(grant.id(), grant.role().text(), store == null ? null : store.value());
    }
  }

  private final Users users;
  private final Grants grants;
  private final int shortestPassword;

  UserController(Users users, Grants grants, SecurityProperties properties) {
    this.users = users;
    this.grants = grants;
    this.shortestPassword = properties.passwords().minimumLength();
  }

  @Open
  @PostMapping(OpenPaths.REGISTER)
  ResponseEntity<Object> register(JsonBody body, HttpServletRequest request) {
    String username = body.name("username", true);
    String password = body.password("password", shortestPassword);
    body.verify();
    users.register(requireNonNull(username), requireNonNull(password), visit(request));
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(new Answers.Message("User created successfully."));
  }

  @Needs(value = Role.ADMINISTRATOR, everywhere = true)
  @GetMapping("/user")
  List<User> list() {
    return users.list();
  }

  @SignedIn
  @GetMapping("/user/{user}")
  User find(@PathVariable int user) {
    return seen(user);
  }

  @SignedIn
  @DeleteMapping("/user/{user}")
  Answers.Message delete(@PathVariable int user, HttpServletRequest request) {
    if (!users.delete(seen(user).id(), visit(request))) {
      throw new Rejection.NotFound();
    }
    return new Answers.Message("User deleted.");
  }

  @SignedIn
  @GetMapping("/user/{user}/grant")
  List<Granted> grants(@PathVariable int user) {
    return grants.of(seen(user).id()).stream().map(Granted::of).toList();
  }

  @Needs(value = Role.ADMINISTRATOR, everywhere = true)
  @PostMapping("/user/{user}/grant")
  ResponseEntity<Object> grant(@PathVariable int user, JsonBody body, HttpServletRequest request) {
    Role role = body.oneOf("role", Role.class);
    BigInteger store = body.integer("store_id", false);
    if (store != null && (store.signum() <= 0 || store.bitLength() >= Integer.SIZE)) {
      body.fault("store_id", "Not a valid id.");
    }
    body.verify();
    Grant grant =
        grants.grant(
            seen(user),
            requireNonNull(role),
            store == null ? null : new StoreId(store.intValueExact()),
            visit(request));
    return ResponseEntity.status(HttpStatus.CREATED).body(Granted.of(grant));
  }

  @Needs(value = Role.ADMINISTRATOR, everywhere = true)
  @DeleteMapping("/user/{user}/grant/{grant}")
  Answers.Message withdraw(
      @PathVariable int user, @PathVariable int grant, HttpServletRequest request) {
    if (!grants.withdraw(seen(user), grant, visit(request))) {
      throw new Rejection.NotFound();
    }
    return new Answers.Message("Grant deleted.");
  }

  private User seen(int id) {
    Caller caller = Access.caller();
    boolean himself = caller.user() != null && caller.user() == id;
    if (!himself && !caller.mayEverywhere(Role.ADMINISTRATOR)) {
      throw new NotGranted();
    }
    User user = users.find(id);
    if (user == null) {
      throw new Rejection.NotFound();
    }
    return user;
  }

  private static Visit visit(HttpServletRequest request) {
    return Visit.of(request, RequestContext.requestId(request));
  }
}
