package tagledger.command.log;

import java.time.OffsetDateTime;

/** The log's one row, as a transaction found it when it took it: what it adds comes after this. */
record Head(
    long position,
    OffsetDateTime recordedAt,
    int lastStore,
    int lastItem,
    int lastPost,
    int lastTag) {}
