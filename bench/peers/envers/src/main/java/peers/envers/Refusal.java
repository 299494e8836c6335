package peers.envers;

import org.springframework.http.HttpStatus;

/** Why something is not done. */
class Refusal extends RuntimeException {

  final HttpStatus status;

  Refusal(HttpStatus status, String message) {
    super(message);
    this.status = status;
  }

  static Refusal notFound() {
    return new Refusal(HttpStatus.NOT_FOUND, null);
  }

  static Refusal badRequest(String message) {
    return new Refusal(HttpStatus.BAD_REQUEST, message);
  }
}
