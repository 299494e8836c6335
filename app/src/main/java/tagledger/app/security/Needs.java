package tagledger.app.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role without which an operation is refused: in the stores of those things that its path
 * names, or, where it names none, in the stores that it then tells of.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  Role value();

  /** Whether the role is needed in all stores. */
  boolean everywhere() default false;

  /** Whether it is recorded who did it. */
  boolean audited() default false;
}
