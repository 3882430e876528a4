package org.waystation.relay.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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

    private static final String TOGETHER =
            "nothing was changed; put it back, with the other keys and the card, from one copy";

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
        assertTrue(said.contains("put all keys and the card back from one copy"), said);
        assertFalse(said.contains("delete"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity.key", "tls.pem", "routing.keys"})
    void aKeyFileThatIsMissingIsNamedAndNoRelayIsMadeInItsPlace(String name) throws Exception {
        // Given
        Files.delete(directory.resolve(name));
        Map<String, String> left = files();

        // When
        String opened = assertThrows(HomeTrouble.class, this::everything).getMessage();
        assertThrows(HomeTrouble.class, () -> RelayHome.create(directory, clock, Entropy.system()));

        // Then
        assertTrue(opened.startsWith(name + " is missing in " + directory), opened);
        assertTrue(opened.endsWith(TOGETHER), opened);
        assertEquals(left, files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.pem", "routing.keys", "card", "roster", "store", "store.head"})
    void whateverIsLeftOfARelayKeepsANewOneFromBeingMade(String name) throws Exception {
        // Given
        Path fresh = Files.createDirectory(root.resolve("three"));
        Files.createFile(fresh.resolve(name));

        // When
        String said = assertThrows(HomeTrouble.class, () -> RelayHome.create(fresh, clock, Entropy.system()))
                .getMessage();

        // Then
        assertTrue(said.contains("(" + name + ")") && said.contains("nothing was changed"), said);
        try (Stream<Path> files = Files.list(fresh)) {
            assertEquals(List.of(fresh.resolve(name)), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity.key", "tls.pem", "routing.keys"})
    void aKeyFileThatWasCutShortIsNamedWithWhatToDo(String name) throws Exception {
        // When
        Files.write(directory.resolve(name), new byte[20]);

        // Then
        String said = assertThrows(HomeTrouble.class, this::everything).getMessage();
        assertTrue(said.startsWith(name + " is damaged ("), said);
        assertTrue(said.endsWith(TOGETHER), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls.pem", "routing.keys"})
    void keysOfAnotherRelayAreNotTakenUntilTheCardIsGone(String name) throws Exception {
        // Given
        Files.copy(root.resolve("two").resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        Map<String, String> mixed = files();
        RelayHome home = RelayHome.open(directory, clock, Entropy.system());

        // When
        String atStart = assertThrows(HomeTrouble.class, home::inspect).getMessage();
        String byCommand = assertThrows(HomeTrouble.class, () -> home.renewCard("one.example", ENDPOINTS))
                .getMessage();

        // Then
        assertTrue(atStart.startsWith(name + " is not of this relay's card"), atStart);
        assertEquals(atStart, byCommand);
        mixed.put("changes.lock", "");
        assertEquals(mixed, files());
        Files.delete(directory.resolve("card"));
        home.inspect();
        home.renewCard("one.example", ENDPOINTS);
        home.inspect();
    }

    @Test
    void routingKeysThatAreOlderThanWhatTheCardStillNamesAreNotTaken() throws Exception {
        // Given
        byte[] old = Files.readAllBytes(directory.resolve("routing.keys"));
        for (int i = 0; i < 3; i++) {
            clock.pass(Duration.ofDays(46));
            RelayHome home = RelayHome.open(directory, clock, Entropy.system());
            home.keys().renewRouting();
            home.renewCard("one.example", ENDPOINTS);
        }

        // When
        Files.write(directory.resolve("routing.keys"), old);

        // Then
        RelayHome home = RelayHome.open(directory, clock, Entropy.system());
        String said = assertThrows(HomeTrouble.class, home::inspect).getMessage();
        assertTrue(said.startsWith("routing.keys is not of this relay's card"), said);
    }

    @Test
    void keysThatWereRenewedBeforeTheCardCouldBeWrittenFitIt() throws Exception {
        for (int i = 0; i < 20; i++) {
            // Given
            clock.pass(Duration.ofDays(50));
            RelayHome cutShort = RelayHome.open(directory, clock, Entropy.system());
            cutShort.inspect();
            cutShort.keys().renewTls();
            cutShort.keys().renewRouting();

            // When
            RelayHome again = RelayHome.open(directory, clock, Entropy.system());

            // Then
            again.inspect();
            again.renewCard("one.example", ENDPOINTS);
        }
    }

    @Test
    void whoeverDeletesADamagedRosterIsToldThatDenialsGoWithIt() throws Exception {
        // When
        Files.write(directory.resolve("roster"), new byte[20]);

        // Then
        String said = assertThrows(HomeTrouble.class, this::everything).getMessage();
        assertTrue(said.startsWith("roster is damaged"), said);
        assertTrue(said.contains("denied no longer"), said);
    }

    @Test
    void whoeverDeletesADamagedCardIsToldWhatIsLost() throws Exception {
        // When
        Files.write(directory.resolve("card"), new byte[] {(byte) 0xff, (byte) 0xff});

        // Then
        String said = assertThrows(HomeTrouble.class, this::everything).getMessage();
        assertTrue(said.startsWith("card is damaged"), said);
        assertTrue(said.contains("put it back, with the keys, from one copy"), said);
        assertTrue(said.contains("'retire'"), said);
    }

    @Test
    void aDirectoryThatCannotBeLockedSaysWhereToLook() throws Exception {
        // Given
        RelayHome home = RelayHome.open(directory, clock, Entropy.system());
        Files.createDirectory(directory.resolve("lock"));

        // When
        String said = assertThrows(HomeTrouble.class, home::lock).getMessage();

        // Then
        assertTrue(said.contains("mounted writable"), said);
    }

    private Map<String, String> files() throws Exception {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                contents.put(each.getFileName().toString(), HEX.formatHex(Files.readAllBytes(each)));
            }
        }
        return contents;
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
