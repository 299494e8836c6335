/** The packaged service as its users run it: as processes, which are killed and come back. */
@NullMarked
package tagledger.app.process;

import org.jspecify.annotations.NullMarked;
