/**
 * Stores, items, tags and links: their tables, how events change them, and what can be asked of
 * them.
 */
@NullMarked
package tagledger.query.catalogue;

import org.jspecify.annotations.NullMarked;
