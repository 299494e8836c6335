package tagledger.app.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What takes {@code ?as_of=}: a method, or on a controller all its reads. Everywhere else it is
 * refused, so that nobody takes the present for the past.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface AsOf {

  String PARAMETER = "as_of";
}
