/**
 * What any projection has: a generation of its tables, a processor with its token, and progress.
 */
@NullMarked
package tagledger.query.projection;

import org.jspecify.annotations.NullMarked;
