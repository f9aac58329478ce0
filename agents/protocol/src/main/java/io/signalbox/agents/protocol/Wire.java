package io.signalbox.agents.protocol;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON text and back; the only class that knows Jackson.
 *
 * <p>A record is an object of its components. One of a sealed family says which in {@code type}. Type names and enum
 * constants are lower-case words joined by {@code _}. {@link Duration} ({@code PT0.35S}) and {@link Instant} are ISO
 * 8601, a {@link GtidSet} MySQL's text, an empty {@link Optional} is {@code null} or absent. Fields that are not known are
 * ignored, so that versions can be mixed while they roll; a missing field that is not optional is refused, and nothing
 * is coerced.
 */
public final class Wire {
    /** The longest text that is written or read, in characters. */
    public static final int LONGEST_TEXT = 1 << 20;

    private static final int DEEPEST_NESTING = 32;
    private static final ObjectMapper JSON = mapper();

    private Wire() {}

    public static String encode(Frame frame) {
        return write(frame);
    }

    /** @throws MalformedMessage if the text is no frame */
    public static Frame decode(String text) {
        return read(text, Frame.class);
    }

    /** One record, or one of a sealed family, as JSON, for bodies and files. */
    public static String write(Object record) {
        try {
            String text = JSON.writeValueAsString(record);
            requireBound(text);
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every record can be written: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * One record, or one of a sealed family, from JSON.
     *
     * @throws MalformedMessage if the text is too long, no JSON, or no {@code type}
     */
    public static <T> T read(String text, Class<T> type) {
        requireBound(text);
        try {
            T value = JSON.readValue(text, type);
            if (value == null) {
                throw new MalformedMessage("not a " + word(type.getSimpleName()) + ": null");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new MalformedMessage("not a " + word(type.getSimpleName()) + ": " + where(e), e);
        }
    }

    private static void requireBound(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new MalformedMessage("a message of " + text.length() + " characters is longer than " + LONGEST_TEXT);
        }
    }

    /** Says where the text is wrong without quoting it. */
    private static String where(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            StringBuilder path = new StringBuilder();
            mapping.getPath().forEach(part -> path.append('.').append(step(part)));
            return "wrong or missing value at " + path.substring(1);
        }
        var at = e.getLocation();
        return "wrong JSON" + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    /** The keys of a map are content. */
    private static String step(JsonMappingException.Reference part) {
        if (part.getFrom() instanceof Map) {
            return "*";
        }
        return part.getFieldName() == null ? Integer.toString(part.getIndex()) : part.getFieldName();
    }

    /** {@code GoAlone} to {@code go_alone}. */
    private static String word(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST_NESTING)
                        .maxStringLength(LONGEST_TEXT)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .annotationIntrospector(new Words())
                .addModule(new SimpleModule()
                        .addAbstractTypeMapping(Set.class, LinkedHashSet.class)
                        .addAbstractTypeMapping(SortedSet.class, TreeSet.class)
                        .addAbstractTypeMapping(SortedMap.class, TreeMap.class)
                        .addSerializer(new TextWriter<>(GtidSet.class))
                        .addDeserializer(GtidSet.class, new GtidReader())
                        .addSerializer(new TextWriter<>(Duration.class))
                        .addDeserializer(Duration.class, new DurationReader())
                        .addSerializer(new TextWriter<>(Instant.class))
                        .addDeserializer(Instant.class, new InstantReader())
                        .addSerializer(new OptionalWriter())
                        .addDeserializer(Optional.class, new OptionalReader(null)))
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        texts -> texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Names of sealed families' members and of enum constants. */
    private static final class Words extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
            return family(annotated.getRawType()).isEmpty()
                    ? null
                    : JsonTypeInfo.Value.construct(
                            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, null, null);
        }

        @Override
        public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
            return family(annotated.getRawType()).stream()
                    .flatMap(root -> Stream.of(root.getPermittedSubclasses()))
                    .filter(annotated.getRawType()::isAssignableFrom)
                    .map(member -> new NamedType(member, word(member.getSimpleName())))
                    .toList();
        }

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, @Nullable String[] names) {
            return Arrays.stream(values)
                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                    .toArray(String[]::new);
        }

        @Override
        public JsonSetter.Value findSetterInfo(Annotated annotated) {
            return annotated.hasAnnotation(AbsentMeansEmpty.class)
                    ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
                    : super.findSetterInfo(annotated);
        }

        private static Optional<Class<?>> family(Class<?> type) {
            return Stream.concat(Stream.of(type), Stream.of(type.getInterfaces()))
                    .filter(Class::isSealed)
                    .findFirst();
        }
    }

    private static final class TextWriter<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;

        TextWriter(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class GtidReader extends StdDeserializer<GtidSet> {
        private static final long serialVersionUID = 1L;

        GtidReader() {
            super(GtidSet.class);
        }

        @Override
        public GtidSet deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return GtidSet.parse(text(in, GtidSet.class));
            } catch (IllegalArgumentException e) {
                throw JsonMappingException.from(in, "not a GTID set", e);
            }
        }
    }

    private static final class DurationReader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return Duration.parse(text(in, Duration.class));
            } catch (DateTimeException e) {
                throw JsonMappingException.from(in, "not a duration", e);
            }
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(text(in, Instant.class));
            } catch (DateTimeException e) {
                throw JsonMappingException.from(in, "not an instant", e);
            }
        }
    }

    private static String text(JsonParser in, Class<?> type) throws IOException {
        String text = in.getValueAsString(null);
        if (text == null
                || !in.currentToken().isScalarValue()
                || in.currentToken().isNumeric()) {
            throw JsonMappingException.from(in, "not a string for " + type.getSimpleName());
        }
        return text;
    }

    private static final class OptionalWriter extends StdSerializer<Optional<?>> {
        private static final long serialVersionUID = 1L;

        OptionalWriter() {
            super(Optional.class, false);
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider) throws IOException {
            if (value.isEmpty()) {
                out.writeNull();
            } else {
                provider.findTypedValueSerializer(value.get().getClass(), true, null)
                        .serialize(value.get(), out, provider);
            }
        }
    }

    private static final class OptionalReader extends StdDeserializer<Optional<?>> implements ContextualDeserializer {
        private static final long serialVersionUID = 1L;
        private final @Nullable JavaType inner;

        OptionalReader(@Nullable JavaType inner) {
            super(Optional.class);
            this.inner = inner;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return new OptionalReader(context.getContextualType().containedType(0));
        }

        @Override
        public Optional<?> deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Optional.of(context.readValue(in, inner));
        }

        @Override
        public Optional<?> getNullValue(DeserializationContext context) {
            return Optional.empty();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Optional.empty();
        }
    }
}
