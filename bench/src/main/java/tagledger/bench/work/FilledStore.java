package tagledger.bench.work;

import java.util.List;

/** A store, and what was put into it. */
public record FilledStore(int id, List<Integer> items, List<Integer> tags) {}
