/**
 * The catalogue as a Java team would build it with Spring Data JPA, its history kept by Hibernate
 * Envers.
 */
package peers.envers;
