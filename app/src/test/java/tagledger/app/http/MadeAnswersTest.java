package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.MethodParameter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Nothing else shows whether they are: Spring would answer with the same bytes, and later. */
class MadeAnswersTest extends HttpTest {

  @Autowired private RequestMappingHandlerAdapter adapter;

  @Test
  void they_are_asked_before_what_spring_brings() throws NoSuchMethodException {
    MethodParameter answer =
        new MethodParameter(
            ItemController.class.getDeclaredMethod(
                "add", JsonBody.class, RequestKey.class, HttpServletRequest.class),
            -1);
    assertThat(adapter.getReturnValueHandlers())
        .filteredOn(handler -> handler.supportsReturnType(answer))
        .first()
        .isInstanceOf(MadeAnswers.class);
  }
}
