package tagledger.app.http;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many clients that start at the same moment. */
final class Together {

  private Together() {}

  /** What each client did, when all are done. */
  static <T> List<T> all(int clients, IntFunction<T> client) {
    CyclicBarrier start = new CyclicBarrier(clients);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running =
          IntStream.range(0, clients)
              .mapToObj(
                  n ->
                      threads.submit(
                          () -> {
                            start.await();
                            return client.apply(n);
                          }))
              .toList();
      threads.shutdown();
      return running.stream().map(Together::result).toList();
    }
  }

  private static <T> T result(Future<T> running) {
    try {
      return running.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
