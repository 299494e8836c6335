@NullMarked
package tagledger.app.database;

import org.jspecify.annotations.NullMarked;
