/**
 * An answer that never changes, from the web server that the service has, set up as it is there.
 */
package peers.constant;
