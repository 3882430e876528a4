package org.waystation.ops.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Habits of the house that a compiler does not keep. */
class StyleTest {
    private static final int MAX_LINES = 300;
    private static final int MAX_TEST_LINES = 450;

    /** Of types in a package; package-info is not one. */
    private static final int MAX_TYPES = 20;

    /**
     * Packages that hold more, with how many. A number may only fall, and who makes it fall lowers it here; a new line is no
     * way out.
     *
     * <p>crypto: the keys' bytes never leave the package, so whatever computes with them is inside. messenger: every part of
     * it works on the same turn, which nobody outside may touch.
     */
    private static final Map<String, Integer> CROWDED = Map.of("protocol/crypto", 33, "client/messenger", 37);

    private static final Pattern EMPTY_NAMES = Pattern.compile(".*(Impl|Manager|Helper|Utils?)\\.java");

    private static List<Path> sources = List.of();

    @BeforeAll
    static void findSources() throws IOException {
        Path root = Path.of("").toAbsolutePath().resolve("..").normalize();
        try (Stream<Path> files = Files.walk(root)) {
            sources = files.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> each.toString().contains("/src/"))
                    .toList();
        }
        assertFalse(sources.isEmpty());
    }

    @Test
    void noFileIsLongerThanOneCanKeepInMind() {
        assertEquals(Set.of(), where(each -> lines(each).size() > (isTest(each) ? MAX_TEST_LINES : MAX_LINES)));
    }

    @Test
    void noPackageHoldsMoreThanOneCanKeepInMind() {
        // When
        Map<String, Integer> types = sources.stream()
                .filter(each -> each.toString().contains("/src/main/") && !each.endsWith("package-info.java"))
                .collect(Collectors.toMap(StyleTest::packageOf, each -> 1, Integer::sum, TreeMap::new));

        // Then
        types.values().removeIf(each -> each <= MAX_TYPES);
        assertEquals(CROWDED, types);
    }

    @Test
    void everyNameSaysSomething() {
        assertEquals(
                Set.of(), where(each -> EMPTY_NAMES.matcher(each.toString()).matches()));
    }

    @Test
    void everyPackageSaysWhatItOwnsAndThatNothingIsNull() {
        // Given
        Set<Path> packages = sources.stream()
                .filter(each -> !isTest(each))
                .map(Path::getParent)
                .collect(Collectors.toCollection(TreeSet::new));

        // When
        Set<Path> bare = packages.stream()
                .filter(each -> {
                    Path info = each.resolve("package-info.java");
                    return !Files.exists(info) || lines(info).stream().noneMatch("@NullMarked"::equals);
                })
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertEquals(Set.of(), bare);
    }

    private static Set<String> where(Predicate<Path> wrong) {
        return sources.stream()
                .filter(wrong)
                .map(each -> each.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String packageOf(Path file) {
        String folder = file.getParent().toString().replace('\\', '/');
        return folder.substring(folder.indexOf("org/waystation/") + "org/waystation/".length());
    }

    private static boolean isTest(Path file) {
        return file.toString().contains("/src/test/") || file.toString().contains("/src/standin/");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
