package tagledger.api;

/** A thing with the version of what is shown of it: see {@link Precondition}. */
public record Versioned(View view, long version) {}
