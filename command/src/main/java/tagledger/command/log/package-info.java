/** The log: one order of all events, in PostgreSQL, and the transaction in which it grows. */
@NullMarked
package tagledger.command.log;

import org.jspecify.annotations.NullMarked;
