package tagledger.bench.rebuild;

import java.nio.file.Path;

/**
 * What is measured and how often.
 *
 * @param jar the packaged service
 * @param items that are imported
 * @param rounds in each of which everything is measured once
 * @param peerEvents how many events of the log the peer is given
 * @param results the directory of the tables that are kept
 * @param work the directory of what is not
 */
record Settings(Path jar, int items, int rounds, int peerEvents, Path results, Path work) {

  static Settings of(Path jar, int rounds, Path results, Path work) {
    return new Settings(
        jar,
        Integer.getInteger("bench.rebuild-items", 200_000),
        rounds,
        Integer.getInteger("bench.rebuild-peer-events", 50_000),
        results,
        work);
  }
}
