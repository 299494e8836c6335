package tagledger.command.log;

import java.util.Arrays;
import java.util.List;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.PairsChanged;
import tagledger.api.PostId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** What a command came to, as words that are kept for a day: {@code item 3}, {@code not found}. */
final class OutcomeText {

  private static final String BETWEEN = " ";

  private OutcomeText() {}

  static String write(Object outcome) {
    return switch (outcome) {
      case StoreId store -> join("store", store.value());
      case ItemId item -> join("item", item.value());
      case PostId post -> join("post", post.value());
      case TagId tag -> join("tag", tag.value());
      case PairsChanged pairs -> join("pairs", pairs.changed(), pairs.unchanged());
      case Rejection rejection -> refusal(rejection);
      default -> throw new IllegalArgumentException("Cannot be kept: " + outcome);
    };
  }

  private static String refusal(Rejection rejection) {
    return switch (rejection) {
      case Rejection.NotFound any -> "not-found";
      case Rejection.StoreNameTaken any -> "store-name-taken";
      case Rejection.TagNameTaken any -> "tag-name-taken";
      case Rejection.TagBorne any -> "tag-borne";
      case Rejection.LinkAcrossStores any -> "link-across-stores";
      case Rejection.PreconditionFailed any -> "precondition-failed";
      case Rejection.HasMoved any -> "has-moved";
      case Rejection.Incomplete incomplete ->
          join("incomplete", String.join(BETWEEN, incomplete.fields()));
      case Rejection.NotOfThisStore strangers ->
          join("not-of-this-store", strangers.items(), strangers.posts(), strangers.tags());
      case Rejection.KeyReused reused ->
          throw new IllegalArgumentException("Decides nothing: " + reused);
    };
  }

  static Object read(String text) {
    String[] words = text.split(BETWEEN, -1);
    return switch (words[0]) {
      case "store" -> new StoreId(Integer.parseInt(words[1]));
      case "item" -> new ItemId(Integer.parseInt(words[1]));
      case "post" -> new PostId(Integer.parseInt(words[1]));
      case "tag" -> new TagId(Integer.parseInt(words[1]));
      case "pairs" -> new PairsChanged(Long.parseLong(words[1]), Long.parseLong(words[2]));
      case "not-found" -> new Rejection.NotFound();
      case "store-name-taken" -> new Rejection.StoreNameTaken();
      case "tag-name-taken" -> new Rejection.TagNameTaken();
      case "tag-borne" -> new Rejection.TagBorne();
      case "link-across-stores" -> new Rejection.LinkAcrossStores();
      case "precondition-failed" -> new Rejection.PreconditionFailed();
      case "has-moved" -> new Rejection.HasMoved();
      case "incomplete" ->
          new Rejection.Incomplete(List.of(Arrays.copyOfRange(words, 1, words.length)));
      case "not-of-this-store" ->
          new Rejection.NotOfThisStore(
              IdSet.parse(words[1]), IdSet.parse(words[2]), IdSet.parse(words[3]));
      default -> throw new IllegalArgumentException("No outcome: " + text);
    };
  }

  private static String join(Object... words) {
    return String.join(BETWEEN, Arrays.stream(words).map(String::valueOf).toList());
  }
}
