/**
 * The command line: what is done from a terminal, over HTTP, with a service that runs. A command is
 * a class of its own, named by {@link tagledger.app.cli.Tagledger}; none of it knows Spring, so
 * that a command is there at once.
 */
@NullMarked
package tagledger.app.cli;

import org.jspecify.annotations.NullMarked;
