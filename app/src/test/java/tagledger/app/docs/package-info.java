@NullMarked
package tagledger.app.docs;

import org.jspecify.annotations.NullMarked;
