package tagledger.query;

import java.lang.management.ManagementFactory;
import java.util.UUID;

/** This node, as others see it at the tokens that it has claimed. */
final class Node {

  /** In containers, two nodes can have one process id and one host name. */
  static final String NAME =
      ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();

  private Node() {}
}
