package tagledger.app.imports;

import com.ctc.wstx.exc.WstxEOFException;
import com.ctc.wstx.exc.WstxLazyException;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * WordPress's export. A DOCTYPE is refused before anything that it declares is looked at, and
 * nothing outside of the file is ever opened.
 */
final class WxrReader implements RowReader {

  private static final Pattern WP = Pattern.compile("https?://wordpress\\.org/export/.*");
  private static final Pattern CONTENT =
      Pattern.compile("https?://purl\\.org/rss/1\\.0/modules/content/?");
  private static final String NO_WXR =
      "This is XML, but no export of WordPress: there is no rss with a channel and WordPress's own"
          + " namespace. Export it anew, by WordPress's Tools, Export.";

  private static final int CHANNEL = 2;
  private static final int ITEM = 3;
  private static final int FIELD = 4;

  /** WordPress's own are some sixty; the parser remembers each for as long as it reads. */
  private static final int MOST_NAMES = 10_000;

  private final XmlText text;
  private final XMLStreamReader xml;
  private final PlaceKeys keys = new PlaceKeys();
  private final Set<String> names = new HashSet<>();
  private int depth;
  private boolean exported;
  private boolean channel;
  private @Nullable WxrItem item;
  private @Nullable BoundedText field;
  private long count;

  private WxrReader(XmlText text, XMLStreamReader xml) {
    this.text = text;
    this.xml = xml;
  }

  static RowReader open(InputStream file) throws IOException, UnreadableFile {
    XmlText text = XmlText.of(file);
    XMLInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    try {
      return new WxrReader(text, factory.createXMLStreamReader(text));
    } catch (XMLStreamException e) {
      throw unreadable(e, 1);
    }
  }

  @Override
  public String format() {
    return "wxr";
  }

  @Override
  public @Nullable Found next() throws IOException, UnreadableFile {
    try {
      while (xml.hasNext()) {
        text.begin();
        Found found = on(xml.next());
        if (found != null) {
          count++;
          return found;
        }
      }
    } catch (XMLStreamException e) {
      throw unreadable(e, line());
    } catch (WstxLazyException e) {
      if (e.getCause() instanceof XMLStreamException cause) {
        throw unreadable(cause, line());
      }
      throw e;
    }
    return null;
  }

  private @Nullable Found on(int event) throws XMLStreamException, UnreadableFile {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> {
        depth++;
        start();
      }
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
        // A text that nobody asks for would be passed over as one piece, however long.
        int length = xml.getTextLength();
        if (field != null && depth == FIELD) {
          field.append(xml.getTextCharacters(), xml.getTextStart(), length);
        }
      }
      case XMLStreamConstants.END_ELEMENT -> {
        return end(depth--);
      }
      case XMLStreamConstants.DTD ->
          throw new UnreadableFile(line(), "The file has a DOCTYPE, which is not read. Remove it.");
      case XMLStreamConstants.ENTITY_REFERENCE ->
          throw new UnreadableFile(
              line(), "The file refers to an entity that is not XML's own. Write the text itself.");
      case XMLStreamConstants.END_DOCUMENT -> requireExport(channel);
      default -> {}
    }
    return null;
  }

  private void start() throws UnreadableFile {
    String name = xml.getLocalName();
    remember(name);
    if (depth <= CHANNEL) {
      for (int i = 0; i < xml.getNamespaceCount(); i++) {
        String uri = xml.getNamespaceURI(i);
        exported = exported || (uri != null && WP.matcher(uri).matches());
      }
    }
    switch (depth) {
      case 1 -> requireExport(name.equals("rss"));
      case CHANNEL -> {
        channel = name.equals("channel") && exported;
        requireExport(channel);
      }
      case ITEM -> item = name.equals("item") && isPlain() ? new WxrItem(line()) : null;
      case FIELD -> field = item == null ? null : field(item, name);
      default -> {}
    }
  }

  private @Nullable BoundedText field(WxrItem item, String name) {
    String uri = xml.getNamespaceURI();
    if (isPlain()) {
      if (name.equals("category")) {
        return "post_tag".equals(xml.getAttributeValue(null, "domain")) ? item.beginTag() : null;
      }
      return name.equals("title") ? item.begin(WxrItem.TITLE) : null;
    }
    if (CONTENT.matcher(uri).matches()) {
      return name.equals("encoded") ? item.begin(WxrItem.CONTENT) : null;
    }
    if (!WP.matcher(uri).matches() || uri.contains("/excerpt")) {
      return null;
    }
    return switch (name) {
      case "post_name" -> item.begin(WxrItem.SLUG);
      case "post_type" -> item.begin(WxrItem.TYPE);
      case "status" -> item.begin(WxrItem.STATUS);
      default -> null;
    };
  }

  private @Nullable Found end(int ended) {
    if (ended == FIELD && field != null && item != null) {
      item.end();
      field = null;
    }
    if (ended == ITEM && item != null) {
      Found found = item.found(keys);
      item = null;
      return found;
    }
    return null;
  }

  private boolean isPlain() {
    String uri = xml.getNamespaceURI();
    return uri == null || uri.isEmpty();
  }

  private void remember(String name) throws UnreadableFile {
    names.add(name);
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      names.add(xml.getAttributeLocalName(i));
    }
    if (names.size() > MOST_NAMES) {
      throw new UnreadableFile(
          line(), "The file has more than " + MOST_NAMES + " different names of elements.");
    }
  }

  private void requireExport(boolean condition) throws UnreadableFile {
    if (!condition) {
      throw new UnreadableFile(line(), NO_WXR);
    }
  }

  private long line() {
    return line(xml.getLocation(), 1);
  }

  private static long line(@Nullable Location location, long otherwise) {
    return location == null || location.getLineNumber() < 1 ? otherwise : location.getLineNumber();
  }

  private static UnreadableFile unreadable(XMLStreamException e, long line) throws IOException {
    if (e.getCause() instanceof XmlText.Cut cut) {
      return cut.asUnreadable();
    }
    if (e.getCause() instanceof IOException failure) {
      throw failure;
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new UnreadableFile(
        line(e.getLocation(), line),
        e instanceof WstxEOFException
            ? "The file ends before its XML does. Was it cut off? Send the whole file."
            : "This is not well-formed XML: " + message.replaceAll("[.\\s]+$", "") + ".");
  }

  @Override
  public long rows() {
    return count;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
