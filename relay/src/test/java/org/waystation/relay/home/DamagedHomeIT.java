package org.waystation.relay.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.crypto.Entropy;

/** One bit of a relay's own files is not what it was: the relay says so, or is in everything what it was. */
final class DamagedHomeIT {
    private static final HexFormat HEX = HexFormat.of();
    /** Of each file. */
    private static final int FLIPS = 60;

    private static final List<String> ENDPOINTS = List.of("one.example:4711");

    private final MovingClock clock = new MovingClock(Instant.parse("2030-01-01T00:00:00Z"));
    private final Path root;
    private final Path directory;
    private List<String> before = List.of();

    DamagedHomeIT(@TempDir Path root) {
        this.root = root;
        this.directory = root.resolve("one");
    }

    @BeforeEach
    void make() throws Exception {
        RelayHome home = RelayHome.create(directory, clock, Entropy.system());
        home.renewCard("one.example", ENDPOINTS);
        RelayHome other = RelayHome.create(root.resolve("two"), clock, Entropy.system());
        home.partners().add(other.renewCard("two.example", List.of("two.example:4711")));
        before = everything();
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity.key", "tls.pem", "routing.keys", "card", "roster"})
    void aBitThatFlippedIsTroubleInWordsOrChangesNothing(String name) throws Exception {
        Path file = directory.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        int step = Math.max(1, whole.length / FLIPS);
        int noticed = 0;
        for (int i = 0; i < whole.length; i += step) {
            // Given
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << i % Byte.SIZE);
            Files.write(file, damaged);
            try {
                // When
                List<String> after = everything();

                // Then
                assertEquals(before, after, name + ", byte " + i);
            } catch (HomeTrouble said) {
                noticed++;
            }
        }
        assertTrue(noticed > FLIPS / 2, noticed + " in " + name);
    }

    @Test
    void filesOfOlderVersionsWithoutAChecksumAreRead() throws Exception {
        for (String name : List.of("identity.key", "routing.keys")) {
            // Given
            Path file = directory.resolve(name);
            byte[] newer = Files.readAllBytes(file);
            byte[] older = Arrays.copyOf(newer, newer.length - Checksum.BYTES);
            if (name.equals("identity.key")) {
                older[0] = 1;
            }

            // When
            Files.write(file, older);

            // Then
            assertEquals(before, everything(), name);
        }
    }

    @Test
    void identityOfAnotherRelayIsNotBlamedOnTheCard() throws Exception {
        // When
        Files.copy(
                root.resolve("two").resolve("identity.key"),
                directory.resolve("identity.key"),
                StandardCopyOption.REPLACE_EXISTING);

        // Then
        String said = assertThrows(HomeTrouble.class, this::everything).getMessage();
        assertTrue(said.contains("restore both"), said);
        assertFalse(said.contains("delete"), said);
    }

    /** What the relay is to others and to itself. */
    private List<String> everything() throws HomeTrouble {
        RelayHome home = RelayHome.open(directory, clock, Entropy.system());
        return List.of(
                home.card().orElseThrow().toText(),
                HEX.formatHex(home.secrets().exposeBytes()),
                HEX.formatHex(home.keys().routing().exposeBytes()),
                home.keys().tls().toPem(),
                home.partners().roster().partners().toString(),
                home.partners().roster().denied().toString());
    }
}
