/**
 * What is known. This package only wires it; {@code catalogue} projects the events into tables and
 * asks them.
 */
@NullMarked
package tagledger.query;

import org.jspecify.annotations.NullMarked;
