package tagledger.api;

/** What a bulk command did: how many pairs it changed, and how many were so before. */
public record PairsChanged(long changed, long unchanged) {}
