package org.waystation.client.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of words: what is heard as one word must not be another. */
final class LanguageTest {
    private static final Map<Language, Pattern> SCRIPT = Map.of(
            Language.ENGLISH, Pattern.compile("[a-z]{4,8}"),
            Language.SERBIAN_CYRILLIC, Pattern.compile("[абвгдђежзијклљмнњопрстћуфхцчџш]{4,8}"),
            Language.SERBIAN_LATIN, Pattern.compile("[abcčćdđefghijklmnoprsštuvzž]{4,10}"));

    @ParameterizedTest
    @EnumSource
    void thereAreTenBitsOfWordsEachInItsScript(Language language) {
        assertEquals(1_024, Set.copyOf(language.words()).size());
        assertEquals(
                List.of(),
                language.words().stream()
                        .filter(each -> !SCRIPT.get(language).matcher(each).matches())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void fourLettersTellAWordEvenWithoutTheMarksOnThem(Language language) {
        // When
        Set<String> beginnings = language.words().stream()
                .map(each -> bare(each).substring(0, 4))
                .collect(Collectors.toSet());

        // Then
        assertEquals(1_024, beginnings.size());
    }

    private static String bare(String word) {
        return word.replace("đ", "dj")
                .replace('č', 'c')
                .replace('ć', 'c')
                .replace('š', 's')
                .replace('ž', 'z');
    }

    @ParameterizedTest
    @EnumSource
    void noTwoWordsDifferByOneLetterOnly(Language language) {
        // Given
        Set<String> withAGap = new HashSet<>();

        // When, Then
        for (String word : language.words()) {
            Set<String> gaps = new HashSet<>();
            for (int at = 0; at < word.length(); at++) {
                gaps.add(word.substring(0, at) + "_" + word.substring(at + 1));
            }
            assertTrue(gaps.stream().allMatch(withAGap::add), word);
        }
    }

    @Test
    void theTwoSerbianScriptsHaveTheSameWordsInTheSamePlaces() {
        // Given
        List<String> cyrillic = Language.SERBIAN_CYRILLIC.words();
        List<String> latin = Language.SERBIAN_LATIN.words();

        // Then
        for (int at = 0; at < cyrillic.size(); at++) {
            assertEquals(SerbianLatin.of(cyrillic.get(at)), latin.get(at));
        }
    }

    @Test
    void everySerbianLetterHasItsLatinOne() {
        assertEquals("ljubičast", SerbianLatin.of("љубичаст"));
        assertEquals("njuška", SerbianLatin.of("њушка"));
        assertEquals("džemper", SerbianLatin.of("џемпер"));
        assertEquals("abvgdđežzijklljmnnjoprstćufhcčdžš", SerbianLatin.of("абвгдђежзијклљмнњопрстћуфхцчџш"));
        assertThrows(IllegalArgumentException.class, () -> SerbianLatin.of("щи"));
        assertThrows(IllegalArgumentException.class, () -> SerbianLatin.of("latin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"words-en.txt", "words-sr.txt"})
    void theListsAreThoseThatTheProtocolNames(String list) throws IOException, NoSuchAlgorithmException {
        // Given
        byte[] file = Files.readAllBytes(above("client/src/main/resources/org/waystation/client/verification/" + list));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(file);

        // When
        String protocol = Files.readString(above("docs/protocol.md"));

        // Then
        String cell = HexFormat.of().formatHex(hash) + " |";
        assertTrue(protocol.lines().anyMatch(each -> each.contains(list) && each.endsWith(cell)), cell);
    }

    private static Path above(String file) {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve(file))) {
            directory = Objects.requireNonNull(directory.getParent(), file);
        }
        return directory.resolve(file);
    }

    @Test
    void aLanguageIsChosenByItsTag() {
        assertEquals(Optional.of(Language.ENGLISH), Language.ofTag("en"));
        assertEquals(Optional.of(Language.SERBIAN_CYRILLIC), Language.ofTag("sr"));
        assertEquals(Optional.of(Language.SERBIAN_LATIN), Language.ofTag("sr-latn"));
        assertEquals(Optional.empty(), Language.ofTag("ru"));
    }
}
