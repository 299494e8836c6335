/** What may happen: the Store aggregate and its rules. Nothing here knows a database. */
@NullMarked
package tagledger.command.store;

import org.jspecify.annotations.NullMarked;
