@NullMarked
package tagledger.bench;

import org.jspecify.annotations.NullMarked;
