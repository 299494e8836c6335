package tagledger.app.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was done or tried.
 *
 * @param count how often within a minute
 */
public record Act(
    long id,
    Instant time,
    @Nullable String actor,
    String action,
    @Nullable String target,
    String outcome,
    @Nullable String request,
    @Nullable String address,
    int count) {}
