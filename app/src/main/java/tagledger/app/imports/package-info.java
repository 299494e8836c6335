/** Reads files of things and their tags row by row, in bounded memory. */
@NullMarked
package tagledger.app.imports;

import org.jspecify.annotations.NullMarked;
