/** Files that are imported: how they are read, and how their rows come to their store. */
@NullMarked
package tagledger.app.imports;

import org.jspecify.annotations.NullMarked;
