package tagledger.app.http;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prices and store ids, as they may and may not be given. */
class NumbersTest extends HttpTest {

  private static final String NO_NUMBER = "Not a valid number.";
  private static final String TOO_MUCH = "Must be less than 1000000000000000000.";
  private static final String TOO_FINE = "Must have at most 6 decimal places.";
  private static final String NEGATIVE = "Must be greater than or equal to 0.";

  private int store;
  private int item;

  @BeforeEach
  void an_item() {
    store = newStore();
    item = newItem(store);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          0, 0
          -0, 0
          -0.0, 0
          0.0000000000, 0
          0e999999999, 0
          0e-999999999, 0
          '0', 0
          10.5, 10.5
          10.50, 10.5
          17.99, 17.99
          0.1, 0.1
          0.001, 0.001
          0.000001, 0.000001
          0.0000010, 0.000001
          1e2, 100
          1E+2, 100
          1e-6, 0.000001
          100, 100
          '12.5', 12.5
          ' 12.5 ', 12.5
          '1e2', 100
          '+1', 1
          '.5', 0.5
          '5.', 5
          '007', 7
          12345678901234567.89, 12345678901234567.89
          999999999999999999.999999, 999999999999999999.999999
          '999999999999999999.999999', 999999999999999999.999999
          """)
  void a_price_comes_out_exactly_and_in_its_shortest_form(String given, String shown) {
    int added = newItem(store, "Table", json(given));
    when(GET, "/item/" + added).then(OK).shows("'price':" + shown + ",");
    when(PUT, "/item/" + item, json("{'price': %s}", given)).shows("'price':" + shown + ",");
    when(GET, "/store/" + store).shows("'name':'Table','price':" + shown + "}");
    when(GET, "/item?after=" + (added - 1)).shows("'price':" + shown + ",");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "false",
        "[]",
        "{}",
        "[1]",
        "''",
        "' '",
        "'x'",
        "'NaN'",
        "'Infinity'",
        "'-Infinity'",
        "'inf'",
        "'nan'",
        "'1,5'",
        "'1 2'",
        "'0x10'",
        "'1_000'",
        "'1e'",
        "'--1'",
        "'true'",
        "'\u0663'",
        "'1e9999999999'",
        "'.'"
      })
  void what_is_no_number_is_no_price(String price) {
    priceIsRefused(price, NO_NUMBER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e18",
        "1000000000000000000",
        "1e400",
        "'1E400'",
        "1e999999999",
        "'1e999999999'",
        "9999999999999999999.9"
      })
  void a_price_of_a_trillion_millions_is_too_much(String price) {
    priceIsRefused(price, TOO_MUCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0000001", "1e-7", "'1e-7'", "1.2345678", "1e-999999999", "1e-400"})
  void a_price_of_more_than_6_places_is_too_fine(String price) {
    priceIsRefused(price, TOO_FINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-0.01", "'-1'", "-1e400", "-1e-400"})
  void a_price_below_0_is_refused(String price) {
    priceIsRefused(price, NEGATIVE);
  }

  @Test
  void a_number_beyond_all_measure_is_none_and_the_rest_is_told_too() {
    for (String number :
        List.of(
            "9".repeat(2000),
            "0." + "1".repeat(2000),
            "9".repeat(1_000_000),
            "1e99999999999",
            "1e1000000000",
            "1e-1000000000")) {
      priceIsRefused(number, NO_NUMBER);
      priceIsRefused(json("'%s'", number), NO_NUMBER);
      when(
              POST,
              "/item",
              json("{'price': %s, 'store_id': %s, 'colour': [%s]}", number, number, number))
          .isUnfit(
              """
              {'name': ['Missing data for required field.'],
               'price': ['Not a valid number.'],
               'store_id': ['Not a valid integer.'],
               'colour': ['Unknown field.']}""");
    }
    priceIsRefused("9".repeat(1000), TOO_MUCH);
  }

  @Test
  void null_is_no_price_and_no_store() {
    when(POST, "/item", "{'name': 'x', 'price': null, 'store_id': null}")
        .isUnfit("{'price': ['Field may not be null.'], 'store_id': ['Field may not be null.']}");
    when(PUT, "/item/" + item, "{'price': null, 'store_id': null}")
        .isUnfit("{'price': ['Field may not be null.'], 'store_id': ['Field may not be null.']}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d", "'%d'", "' %d '", "'+%d'", "'00%d'"})
  void a_store_is_named_by_an_integer_or_its_digits(String id) {
    when(POST, "/item", json("{'name': 'x', 'price': 1, 'store_id': %s}", json(id, store)))
        .then(CREATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "1.0",
        "1e2",
        "true",
        "false",
        "[]",
        "{}",
        "''",
        "'x'",
        "'1.0'",
        "'1.5'",
        "'1e2'",
        "'\u0663'",
        "'NaN'",
        "1e1000000000",
        "'0x1'",
        "'1 2'"
      })
  void what_is_no_integer_names_no_store(String id) {
    String errors = "{'store_id': ['Not a valid integer.']}";
    when(POST, "/item", json("{'name': 'x', 'price': 1, 'store_id': %s}", id)).isUnfit(errors);
    when(PUT, "/item/" + item, json("{'store_id': %s}", id)).isUnfit(errors);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "'-1'", "2147483648", "99999999999999999999", "'99999999999999999999'"})
  void an_integer_that_can_be_no_store_s_id_names_no_store_that_exists(String id) {
    when(POST, "/item", json("{'name': 'x', 'price': 1, 'store_id': %s}", id)).isNotFound();
    when(PUT, "/item/2147483646", json("{'name': 'x', 'price': 1, 'store_id': %s}", id))
        .isNotFound();
    when(DELETE, "/item/2147483646").isNotFound();
  }

  private void priceIsRefused(String price, String message) {
    String errors = json("{'price': ['%s']}", message);
    when(POST, "/item", json("{'name': 'x', 'price': %s, 'store_id': %d}", price, store))
        .isUnfit(errors);
    when(PUT, "/item/" + item, json("{'price': %s}", price)).isUnfit(errors);
  }
}
