package tagledger.command.log;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Converter;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.jspecify.annotations.Nullable;
import tagledger.command.store.Store;

/**
 * Stores as small binaries. A change of what {@link Store#write} writes is a new revision: nodes of
 * both versions then each keep their own snapshots.
 */
public final class SnapshotSerializer implements Serializer {

  public static final SerializedType TYPE = new SimpleSerializedType("catalogue.Store", "1");
  static final byte[] NO_METADATA = "{}".getBytes(StandardCharsets.UTF_8);

  private static final int BUFFER = 1 << 16;

  private final Serializer metadata;

  public SnapshotSerializer(Serializer metadata) {
    this.metadata = metadata;
  }

  @Override
  public <T> SerializedObject<T> serialize(@Nullable Object object, Class<T> representation) {
    if (!(object instanceof Store store)) {
      return metadata.serialize(object, representation);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater();
    // Bitmaps and counters hardly repeat themselves: looking for it takes twice the time, for a
    // tenth.
    deflater.setStrategy(Deflater.HUFFMAN_ONLY);
    try (var out =
        new DataOutputStream(
            new BufferedOutputStream(new DeflaterOutputStream(bytes, deflater, BUFFER), BUFFER))) {
      store.write(out);
    } catch (IOException e) {
      throw new SerializationException("A store could not be written", e);
    } finally {
      deflater.end();
    }
    return new SimpleSerializedObject<>(
        representation.cast(bytes.toByteArray()), representation, TYPE);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <S, T> T deserialize(SerializedObject<S> serialized) {
    if (!serialized.getType().equals(TYPE)) {
      return metadata.deserialize(serialized);
    }
    byte[] bytes = (byte[]) serialized.getData();
    Inflater inflater = new Inflater();
    try (var in =
        new DataInputStream(
            new BufferedInputStream(
                new InflaterInputStream(new ByteArrayInputStream(bytes), inflater, BUFFER),
                BUFFER))) {
      return (T) Store.read(in);
    } catch (IOException e) {
      throw new SerializationException("A snapshot could not be read", e);
    } finally {
      inflater.end();
    }
  }

  @Override
  public <T> boolean canSerializeTo(Class<T> representation) {
    return byte[].class.equals(representation);
  }

  @Override
  public Class<?> classForType(SerializedType type) {
    return type.equals(TYPE) ? Store.class : MetaData.class;
  }

  @Override
  public SerializedType typeForClass(@Nullable Class type) {
    return Store.class.equals(type) ? TYPE : metadata.typeForClass(type);
  }

  @Override
  public Converter getConverter() {
    return metadata.getConverter();
  }
}
