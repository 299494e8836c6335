package tagledger.app.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class CallerTest {

  @Test
  void whoever_has_a_network_of_ipv6_is_one_caller() {
    assertThat(Caller.address(from("2001:db8:1:2:3:4:5:6")))
        .isEqualTo(Caller.address(from("2001:db8:1:2::1")))
        .isNotEqualTo(Caller.address(from("2001:db8:1:3::1")));
    assertThat(Caller.address(from("203.0.113.7"))).isEqualTo("203.0.113.7");
    assertThat(Caller.address(from(":no address:"))).isEqualTo(":no address:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "0:0:0:0:0:0:0:1"})
  void this_machine_itself_is_not_counted_but_a_proxy_on_it_is(String address) {
    MockHttpServletRequest request = from(address);
    assertThat(Caller.addressElsewhere(request)).isNull();

    request.addHeader("X-Forwarded-For", "203.0.113.7");
    assertThat(Caller.addressElsewhere(request)).isNotNull();
  }

  @Test
  void whoever_need_not_say_who_he_is_is_known_by_his_address() {
    assertThat(Caller.of(from("203.0.113.7"))).isEqualTo("address 203.0.113.7");
    assertThat(Caller.user()).isNull();
    assertThat(Caller.of(from("127.0.0.1"))).isEqualTo(Caller.HERE);
  }

  private static MockHttpServletRequest from(String address) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    return request;
  }
}
