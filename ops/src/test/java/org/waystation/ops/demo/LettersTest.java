package org.waystation.ops.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LettersTest {
    @Test
    void theLinesAreSplitOverTheThreeParts() {
        // Given
        String text = "a\n\nb\r\nc d \n  \ne\u2028f\n";
        // When
        Letters letters = Letters.ofLines(text);
        // Then
        assertEquals(new Letters(List.of("a"), List.of("b\r"), List.of("c d ", "e\u2028f"), 2), letters);
    }

    @Test
    void aLineThatNoClientWouldSendIsSkippedAndCounted() {
        // Given
        String text = "a\nb\0b\n" + "x".repeat(60_001) + "\nc\nd";
        // When
        Letters letters = Letters.ofLines(text);
        // Then
        assertEquals(new Letters(List.of("a"), List.of("c"), List.of("d"), 2), letters);
    }

    @Test
    void theUsualLettersAreOfManyScriptsAndAllCanBeSent() {
        // Given
        Letters letters = Letters.usual();
        // When
        long fourByte = Stream.of(letters.whileAway(), letters.held(), letters.waiting())
                .flatMap(List::stream)
                .flatMapToInt(String::codePoints)
                .filter(Character::isSupplementaryCodePoint)
                .count();
        // Then
        assertEquals(0, letters.skipped());
        assertTrue(fourByte > 10, () -> fourByte + " characters of four bytes");
        assertTrue(letters.whileAway().size() >= 4
                && letters.held().size() >= 4
                && letters.waiting().size() >= 4);
    }

    @Test
    void aFileThatIsNoUtf8IsRefused(@TempDir Path directory) throws Exception {
        // Given
        Path file = Files.write(directory.resolve("old.txt"), "é\né\né\n".getBytes(StandardCharsets.ISO_8859_1));
        // When
        DemoFailure refusal = assertThrows(DemoFailure.class, () -> Letters.ofFile(file));
        // Then
        assertEquals(file + " is not a UTF-8 text", refusal.getMessage());
    }

    @Test
    void aFileWithTooFewLinesIsRefused(@TempDir Path directory) throws Exception {
        // Given
        Path file = Files.writeString(directory.resolve("empty.txt"), "\n\n");
        // When
        DemoFailure refusal = assertThrows(DemoFailure.class, () -> Letters.ofFile(file));
        // Then
        assertEquals(file + " has fewer than 3 lines that can be sent", refusal.getMessage());
    }
}
