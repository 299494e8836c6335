@NullMarked
package tagledger.app.http;

import org.jspecify.annotations.NullMarked;
