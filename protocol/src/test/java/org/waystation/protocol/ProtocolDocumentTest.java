package org.waystation.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.envelope.Content;
import org.waystation.protocol.envelope.TextRules;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.ratchet.Introduction;
import org.waystation.protocol.ratchet.Session;

/** docs/protocol.md says what the code does: its tables are read and compared, cell by cell. */
class ProtocolDocumentTest {
    private static final String RATCHET = "org.waystation.protocol.ratchet.";
    private static final Pattern LABEL_IN_TEXT = Pattern.compile("\"(waystation/1 [^\"]+)\"");
    private static List<String> lines = List.of();

    @BeforeAll
    static void read() throws IOException {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/protocol.md"))) {
            directory =
                    Objects.requireNonNull(directory.getParent(), "no docs/protocol.md above the working directory");
        }
        lines = Files.readAllLines(directory.resolve("docs/protocol.md"));
    }

    @Test
    void everyConstantOfTheTableIsTheOneInTheCode() throws ReflectiveOperationException {
        Map<String, Class<?>> classes = Map.of(
                "RelayCard", RelayCard.class,
                "TextRules", TextRules.class,
                "Content", Content.class,
                "Session", Session.class,
                "Introduction", Introduction.class,
                "SkipLimits", Class.forName(RATCHET + "SkipLimits"));
        for (List<String> row : table("Constant")) {
            String[] name = row.get(0).split("\\.", 2);
            Field constant = name.length == 1
                    ? Limits.class.getDeclaredField(name[0])
                    : Objects.requireNonNull(classes.get(name[0]), name[0]).getDeclaredField(name[1]);
            assertEquals(value(constant), row.get(1), row.get(0));
        }
    }

    @Test
    void noLimitIsLeftOut() {
        // Given
        Set<String> documented =
                table("Constant").stream().map(row -> row.get(0)).collect(Collectors.toSet());
        // When
        Set<String> missing = Arrays.stream(Limits.class.getDeclaredFields())
                .filter(each -> Modifier.isPublic(each.getModifiers()))
                .map(Field::getName)
                .filter(each -> !documented.contains(each))
                .collect(Collectors.toCollection(TreeSet::new));
        // Then
        assertEquals(Set.of(), missing);
    }

    @Test
    void labelsAreTheOnesInTheCode() {
        assertEquals(sorted(Label.values(), Label::text), sorted(table("Label").toArray(), row -> first(row)));
    }

    @Test
    void labelsInTheTextAreLabels() {
        // Given
        Set<String> known = Arrays.stream(Label.values()).map(Label::text).collect(Collectors.toSet());
        // When
        Set<String> used = lines.stream()
                .flatMap(line -> LABEL_IN_TEXT.matcher(line).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        // Then
        assertTrue(known.containsAll(used), "" + used);
        assertTrue(used.size() > 15, "" + used);
    }

    @Test
    void sizeClassesAreTheOnesInTheCode() {
        // When
        List<List<String>> classes = Arrays.stream(SizeClass.values())
                .map(each -> List.of(
                        each.name(),
                        "" + each.envelopeBytes(),
                        "" + each.callBytes(),
                        "" + each.requestBytes(),
                        "" + each.answerBytes(),
                        "" + each.replyBytes()))
                .toList();
        // Then
        assertEquals(classes, table("Class"));
    }

    @Test
    void lanesAreTheOnesInTheCode() {
        assertEquals(
                Arrays.stream(Lane.values())
                        .map(each -> List.of(each.name(), "" + each.number()))
                        .toList(),
                table("Lane"));
    }

    @Test
    void faultsAreTheOnesInTheCode() {
        // When
        List<List<String>> faults = Arrays.stream(FaultCode.values())
                .map(each -> List.of(
                        "" + each.number(),
                        each.name(),
                        each.blame().name(),
                        each.retry().name(),
                        each.words()))
                .toList();
        // Then
        assertEquals(faults, table("Number"));
    }

    @Test
    void everyQuestionOfAClientIsExplained() {
        // When
        Set<String> questions = Arrays.stream(ToRelay.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .filter(each -> !each.equals("Hello"))
                .collect(Collectors.toCollection(TreeSet::new));
        // Then
        assertEquals(
                questions,
                table("Question").stream().map(row -> row.get(0)).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everyMessageOfTheWireIsSpokenOf() {
        // Given
        String text = String.join("\n", lines);
        Stream<FileDescriptor> files = Stream.of(
                org.waystation.protocol.wire.Client.getDescriptor(),
                org.waystation.protocol.wire.Federation.getDescriptor(),
                org.waystation.protocol.wire.Sealed.getDescriptor(),
                org.waystation.protocol.wire.Endtoend.getDescriptor(),
                org.waystation.protocol.wire.Card.getDescriptor());
        // When
        Set<String> silent = files.flatMap(each -> each.getMessageTypes().stream())
                .map(Descriptor::getName)
                .filter(each ->
                        !Pattern.compile("\\b" + each + "\\b").matcher(text).find())
                .collect(Collectors.toCollection(TreeSet::new));
        // Then
        assertEquals(Set.of(), silent);
    }

    private static String value(Field constant) throws IllegalAccessException {
        constant.setAccessible(true);
        Object value = constant.get(null);
        return value instanceof Duration duration ? "" + duration.toSeconds() : String.valueOf(value);
    }

    /** Rows of the table whose first heading this is, without back quotes. */
    private static List<List<String>> table(String heading) {
        List<List<String>> rows = lines.stream()
                .dropWhile(line -> !line.startsWith("| " + heading + " |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(ProtocolDocumentTest::cells)
                .toList();
        assertFalse(rows.isEmpty(), heading);
        return rows;
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(cell -> cell.replace("`", "").strip())
                .toList();
    }

    private static <T> List<String> sorted(T[] values, Function<T, String> text) {
        return Arrays.stream(values).map(text).sorted().toList();
    }

    private static String first(Object row) {
        return (String) ((List<?>) row).get(0);
    }
}
