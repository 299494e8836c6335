package tagledger.query.projection;

import java.util.List;
import tagledger.query.projection.Projector.Recorded;

/**
 * Keeps a copy of what the tables tell, on the node that fills them. All calls come from the
 * projection's thread.
 */
public interface Follower {

  /** A projection of which nobody keeps a copy. */
  Follower NONE =
      new Follower() {
        @Override
        public void committing(List<Recorded> events) {}

        @Override
        public void committed(List<Recorded> events, boolean whole) {}

        @Override
        public void lost(boolean whole) {}
      };

  /** From now on the tables may tell of these events to whoever reads them. */
  void committing(List<Recorded> events);

  /**
   * Now they do.
   *
   * @param whole whether they tell of all of them, and of all before
   */
  void committed(List<Recorded> events, boolean whole);

  /**
   * What the tables hold need not be what was told: it is to be read anew.
   *
   * @param whole whether they tell of all that happened up to where they are
   */
  void lost(boolean whole);
}
