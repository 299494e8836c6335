/**
 * What may be said about a thing from outside: the rules of its fields, wherever they come from.
 */
@NullMarked
package tagledger.app.input;

import org.jspecify.annotations.NullMarked;
