package tagledger.query.near;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tagledger.api.NearViews;
import tagledger.api.Query;
import tagledger.query.projection.Progress;

/** Asks what is near, once the tables are where they are to be. */
public final class NearQueries implements NearViews {

  private final Near near;
  private final Progress progress;
  private final Duration patience;

  public NearQueries(Near near, Progress progress, Duration patience) {
    this.near = near;
    this.progress = progress;
    this.patience = patience;
  }

  @Override
  public @Nullable Written find(Query.OfCatalogue query) {
    return near.find(query, false);
  }

  @Override
  public @Nullable Written find(Query.OfCatalogue query, long position) {
    progress.await(position, patience);
    return near.find(query, true);
  }

  @Override
  public @Nullable WrittenPage page(Query.ListItems query) {
    return near.page(query);
  }
}
