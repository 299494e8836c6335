package tagledger.app.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tagledger.api.Row;
import tagledger.app.input.Faults;
import tagledger.app.input.Text;

/**
 * What matters of an {@code item} of WordPress's export, of which only a published post is read.
 */
final class WxrItem {

  static final String TITLE = "title";
  static final String CONTENT = "content";
  static final String SLUG = "wp:post_name";
  static final String TYPE = "wp:post_type";
  static final String STATUS = "wp:status";

  private static final int UTF8 = 4;
  private static final int LONGEST_KIND = 80;

  private final long line;
  private final Map<String, BoundedText> fields = new HashMap<>();
  private final TagNames tags = new TagNames();
  private @Nullable BoundedText tag;

  WxrItem(long line) {
    this.line = line;
  }

  /** Where a field's text goes; a field that comes again counts anew. */
  BoundedText begin(String field) {
    BoundedText text =
        new BoundedText(field.equals(CONTENT) ? Text.CONTENT.longest() : Text.KEY.longest() * UTF8);
    fields.put(field, text);
    return text;
  }

  BoundedText beginTag() {
    tag = new BoundedText(Text.NAME.longest() * UTF8);
    return tag;
  }

  /** A field, or a tag, is whole. */
  void end() {
    if (tag == null) {
      return;
    }
    String name = tag.whole();
    if (name == null) {
      tags.fault(Text.NAME.tooLong());
    } else if (!name.isBlank()) {
      tags.add(name);
    }
    tag = null;
  }

  Found found(PlaceKeys keys) {
    Faults faults = new Faults();
    String type = word(TYPE, faults);
    if (type != null && !type.equals("post")) {
      return new Found.Skipped(line, type);
    }
    String status = word(STATUS, faults);
    if (status != null && !status.equals("publish")) {
      return new Found.Skipped(line, status);
    }
    String title = title(faults);
    String content = text(CONTENT, Text.CONTENT, faults);
    List<String> names = tags.verified(faults);
    String key = text(SLUG, Text.KEY, faults);
    key = key == null ? null : key.strip();
    if ((key == null || key.isEmpty()) && title != null) {
      key = keys.next(PlaceKeys.Kind.POST, title);
      if (key == null) {
        return new Found.Bad(line, PlaceKeys.FULL);
      }
    }
    return key != null && faults.isEmpty()
        ? new Found.Good(new Row.OfPost(line, key, title, content, names))
        : Found.Bad.of(line, faults);
  }

  private @Nullable String word(String field, Faults faults) {
    BoundedText text = fields.get(field);
    String word = text == null ? "" : text.whole();
    if (word == null || word.strip().length() > LONGEST_KIND) {
      return faults.add(field, "Longer than maximum length " + LONGEST_KIND + ".");
    }
    return word.isBlank() ? faults.add(field, Faults.MISSING) : word.strip();
  }

  private @Nullable String title(Faults faults) {
    BoundedText text = fields.get(TITLE);
    String whole = text == null ? "" : text.whole();
    return whole != null && whole.isBlank()
        ? faults.add(TITLE, Faults.MISSING)
        : text(TITLE, Text.TITLE, faults);
  }

  private @Nullable String text(String field, Text kind, Faults faults) {
    BoundedText text = fields.get(field);
    if (text == null) {
      return null;
    }
    String whole = text.whole();
    if (whole == null) {
      return faults.add(field, kind.tooLong());
    }
    return field.equals(SLUG) && whole.isBlank() ? null : faults.text(field, whole, kind);
  }
}
