@NullMarked
package tagledger.app.imports;

import org.jspecify.annotations.NullMarked;
