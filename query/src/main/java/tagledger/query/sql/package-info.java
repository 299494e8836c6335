/** How tables are written and read in bulk, whichever projection's they are. */
@NullMarked
package tagledger.query.sql;

import org.jspecify.annotations.NullMarked;
