package tagledger.bench;

import java.util.ArrayList;
import java.util.List;
import tagledger.bench.load.Floors;
import tagledger.bench.report.Bound;
import tagledger.bench.report.Figures;
import tagledger.bench.work.CreateItems;
import tagledger.bench.work.LinkMany;
import tagledger.bench.work.LinkPairs;

/** What rates must be, as ratios of one run. */
final class RateBounds {

  private static final String SERVICE = "Tagledger";
  private static final String ITEM = "GET /item/{id}";
  private static final String TAG = "GET /tag/{id}";
  private static final String STORE = "GET /store/{id}";

  private final Figures figures;

  RateBounds(Figures figures) {
    this.figures = figures;
  }

  List<Bound> all() {
    List<Bound> bounds = new ArrayList<>();
    for (Kind kind : List.of(Kind.CREATE, Kind.LINK)) {
      for (boolean hot : List.of(false, true)) {
        String sync = kind.name(hot, false);
        String async = kind.name(hot, true);
        bounds.add(floor(sync, 0.4, Floors.INSERT));
        bounds.add(floor(async, 0.55, Floors.INSERT));
        bounds.add(peer(sync, 15, "Flask"));
        bounds.add(peer(sync, 5, "Envers"));
        bounds.add(peer(sync, 5, "Axon"));
      }
      bounds.add(hot(kind, false));
      bounds.add(hot(kind, true));
    }
    bounds.add(floor(LinkMany.name(true), 20, Floors.INSERT));
    for (String read : List.of(ITEM, TAG)) {
      bounds.add(floor(read, 0.6, Floors.SERVLET));
      bounds.add(peer(read, 40, "Flask"));
      bounds.add(peer(read, 4, "Envers"));
    }
    bounds.add(peer(STORE, 40, "Flask"));
    return bounds;
  }

  private Bound floor(String work, double asked, String floor) {
    return bound(work, asked, floor, Throughput.FLOOR, floor);
  }

  private Bound peer(String work, double asked, String peer) {
    return bound(work, asked, work, peer, peer);
  }

  private Bound hot(Kind kind, boolean async) {
    return bound(kind.name(true, async), 0.8, kind.name(false, async), SERVICE, "many stores");
  }

  private Bound bound(
      String work, double asked, String otherWork, String otherCandidate, String other) {
    return Bound.atLeast(
        work + ", × " + other, asked, figures.ratio(work, SERVICE, otherWork, otherCandidate));
  }

  private enum Kind {
    CREATE,
    LINK;

    String name(boolean hot, boolean async) {
      return this == CREATE ? CreateItems.name(hot, async) : LinkPairs.name(hot, async);
    }
  }
}
