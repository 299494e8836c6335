/** What may be said to the catalogue and by it: commands, events, queries, views and ids. */
@NullMarked
package tagledger.api;

import org.jspecify.annotations.NullMarked;
