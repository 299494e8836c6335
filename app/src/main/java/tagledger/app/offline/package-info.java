/**
 * The database without the service: opened by a command, for what must be done while no service
 * runs.
 */
@NullMarked
package tagledger.app.offline;

import org.jspecify.annotations.NullMarked;
