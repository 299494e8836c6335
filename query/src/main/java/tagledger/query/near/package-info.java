/**
 * The catalogue's most read answers in this node's memory, kept by the events that the tables take
 * in.
 */
@NullMarked
package tagledger.query.near;

import org.jspecify.annotations.NullMarked;
