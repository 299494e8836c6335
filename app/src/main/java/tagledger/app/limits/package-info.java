/** How much one caller may ask of this node, and how much all together. */
@NullMarked
package tagledger.app.limits;

import org.jspecify.annotations.NullMarked;
