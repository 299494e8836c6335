package tagledger.api;

import java.util.List;
import java.util.Set;

/**
 * What became of some rows.
 *
 * @param items how many were added, or brought back
 * @param posts how many were added, or brought back
 * @param tags the names of those that were added
 * @param linked how many pairs
 * @param unlinked how many pairs
 * @param changed how many rows told otherwise, of a thing or its tags, than what was so before them
 * @param unchanged how many did not, or a later row took it back
 * @param refused the rows that were left out
 */
public record Imported(
    long items,
    long posts,
    Set<String> tags,
    long linked,
    long unlinked,
    long changed,
    long unchanged,
    List<Refused> refused) {

  /** Why a row was left out. */
  public record Refused(long line, String reason) {}
}
