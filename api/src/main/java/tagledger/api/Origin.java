package tagledger.api;

/** Whose change it was, and of which store. */
public record Origin(StoreId store, String actor) {}
