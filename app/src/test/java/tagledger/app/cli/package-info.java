/** The command line, held against canned answers: above all against what should not happen. */
@NullMarked
package tagledger.app.cli;

import org.jspecify.annotations.NullMarked;
