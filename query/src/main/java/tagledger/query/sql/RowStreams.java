package tagledger.query.sql;

import javax.sql.DataSource;
import tagledger.api.Query.Page;

/** Where lists are read: a page at once, and a whole list as slowly as its client takes it. */
public final class RowStreams {

  private final RowStream pages;
  private final RowStream whole;

  /**
   * @param toStream has the connections for what is read as slowly as its client takes it
   */
  public RowStreams(DataSource database, DataSource toStream) {
    this.pages = new RowStream(database);
    this.whole = new RowStream(toStream);
  }

  public RowStream of(Page page) {
    return page.limit() == null ? whole : pages;
  }
}
