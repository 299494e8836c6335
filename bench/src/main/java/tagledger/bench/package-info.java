/**
 * How fast it is: what the service does, held against the least that must be done for it and
 * against what others would have done.
 */
@NullMarked
package tagledger.bench;

import org.jspecify.annotations.NullMarked;
