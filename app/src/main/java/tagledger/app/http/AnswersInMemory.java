package tagledger.app.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Counts the answers that memory holds until their clients have taken them: together they take an
 * eighth of the heap at most, however many clients take theirs slowly. What is short is not
 * counted. Safe for all threads.
 */
@Component
final class AnswersInMemory {

  private static final int SHORT = 16 * 1024;
  private static final int SHARE_OF_HEAP = 8;

  private final AtomicLong left;

  @Autowired
  AnswersInMemory() {
    this(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  AnswersInMemory(long most) {
    this.left = new AtomicLong(most);
  }

  /** How an answer is given to its client. */
  interface Answering {
    void run() throws IOException;
  }

  /** Gives an answer, if there is room for it until it has been given; else returns at once. */
  boolean hold(int bytes, Answering answering) throws IOException {
    if (!take(bytes)) {
      return false;
    }
    try {
      answering.run();
      return true;
    } finally {
      giveBack(bytes);
    }
  }

  /** Whether there is room for one more, which is then to be given back. */
  boolean take(int bytes) {
    if (bytes <= SHORT || left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  /** It has been taken, or never will be. */
  void giveBack(int bytes) {
    if (bytes > SHORT) {
      left.addAndGet(bytes);
    }
  }
}
