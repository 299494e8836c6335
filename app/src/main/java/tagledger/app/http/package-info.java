/**
 * The REST contract: what comes in is a command or a query, what goes out is a view or a refusal.
 */
@NullMarked
package tagledger.app.http;

import org.jspecify.annotations.NullMarked;
