/**
 * The catalogue on Axon Framework as it comes: the stock command bus, the JPA event store, and a
 * projection into JPA entities.
 */
package peers.axon;
