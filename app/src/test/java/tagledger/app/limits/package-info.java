@NullMarked
package tagledger.app.limits;

import org.jspecify.annotations.NullMarked;
