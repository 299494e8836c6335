/** The OpenAPI document, as JSON and as a page. */
@NullMarked
package tagledger.app.docs;

import org.jspecify.annotations.NullMarked;
