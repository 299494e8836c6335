package tagledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoresTest {

  private static final String FIRST = "GET /store?limit=100&after=0";

  private final CannedService canned = new CannedService();
  private final Stores stores = new Stores(new Service(URI.create(canned.url())));

  @AfterEach
  void close() {
    canned.close();
  }

  @Test
  void a_store_is_found_on_a_later_page() {
    canned
        .on(
            FIRST,
            200,
            "[{\"id\":1,\"name\":\"A\",\"items\":[]},{\"id\":3,\"name\":\"B\"}]",
            "Link",
            "</store?limit=100&after=3>; rel=\"next\"")
        .on("GET /store?limit=100&after=3", 200, "[{\"id\":4,\"name\":\"C\",\"items\":[]}]");

    assertThat(stores.find("C")).hasValue(4);
    assertThat(stores.find("B")).hasValue(3);
    assertThat(stores.find("D")).isEmpty();
  }

  @Test
  void what_is_in_a_store_is_not_taken_for_one() {
    canned.on(
        FIRST,
        200,
        """
        [{"id": 1, "name": "A", "items": [{"id": 9, "name": "Shoes", "price": 1}],
          "tags": [{"id": 8, "name": "Shoes"}]},
         {"tags": [{"id": 7, "name": "Shoes"}], "name": "Shoes", "id": 2}]""");

    assertThat(stores.find("Shoes")).hasValue(2);
  }

  @Test
  void the_list_is_not_read_further_than_to_the_name() {
    canned.on(FIRST, 200, "[{\"id\": 5, \"name\": \"Shoes\", \"items\": [{\"id\": and then a cut");

    assertThat(stores.find("Shoes")).hasValue(5);
  }

  @Test
  void a_new_store_is_known_by_its_location_also_where_it_cannot_be_read_yet() {
    canned.on("POST /store", 202, "", "Location", "/store/12");

    assertThat(stores.create("Söcks \"1\"")).hasValue(12);
    assertThat(canned.received("POST /store").text()).isEqualTo("{\"name\":\"Söcks \\\"1\\\"\"}");
  }

  @Test
  void a_store_that_another_made_meanwhile_is_not_made_again() {
    canned
        .withStore("Shoes")
        .on("POST /store", 400, "{\"message\": \"A store with that name already exists.\"}");

    assertThat(stores.create("Shoes")).isEmpty();
  }

  @Test
  void a_name_that_does_not_fit_is_refused_in_the_services_words() {
    canned.on(
        "POST /store",
        422,
        """
        {"code": 422, "status": "Unprocessable Entity",
         "errors": {"json": {"name": ["Longer than maximum length 80."]}}}""");

    assertThatThrownBy(() -> stores.create("A".repeat(81)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("name: Longer than maximum length 80.")
        .extracting(failure -> ((Failure) failure).exitCode())
        .isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void something_else_that_answers_is_named_so() {
    canned.on(FIRST, 200, "<html><h1>It works!</h1></html>");

    assertThatThrownBy(() -> stores.find("Shoes")).hasMessageContaining("Is it Tagledger?");
  }
}
