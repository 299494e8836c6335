package tagledger.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer as it was sent, but for what is each request's own. */
public record FirstAnswer(int status, Map<String, String> headers, @Nullable String body) {}
