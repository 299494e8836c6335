/**
 * Who is asking, and what they may do: users and their tokens, grants, the door, and the record of
 * who came through it. What is refused is thrown, for whoever answers to put into words.
 */
@NullMarked
package tagledger.app.security;

import org.jspecify.annotations.NullMarked;
