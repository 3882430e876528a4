package org.waystation.relay.home;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.RelayId;

/** A relay's secret files under a key that is not in its directory. */
class NodeKeyIT {
    private static final Entropy ENTROPY = Entropy.system();
    private static final Clock CLOCK = Clock.systemUTC();
    private static final List<String> SECRET_FILES = List.of("identity.key", "tls.pem", "routing.keys");

    private final String key = NodeKey.newText(ENTROPY);
    private final Path directory;
    private final Path root;

    NodeKeyIT(@TempDir Path root) {
        this.root = root;
        this.directory = root.resolve("one");
    }

    @Test
    void noSecretOfTheRelayIsInItsDirectory() throws Exception {
        // When
        RelayHome home = RelayHome.create(directory, key(), CLOCK, ENTROPY);

        // Then
        byte[] secrets = home.secrets().exposeBytes();
        List<String> forms = List.of(
                latin(secrets, 1, 33),
                latin(secrets, 33, 65),
                latin(home.keys().routing().exposeBytes(), 0, 32),
                "PRIVATE KEY");
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                byte[] content = Files.readAllBytes(each);
                String text = latin(content, 0, content.length);
                assertTrue(forms.stream().noneMatch(text::contains), each.getFileName() + " holds a secret");
            }
        }
        assertEquals(home.relay(), open(key()).relay());
    }

    @Test
    void routingKeysThatAreRenewedStaySealed() throws Exception {
        // Given
        RelayHome.create(directory, key(), CLOCK, ENTROPY);
        Clock later = Clock.offset(CLOCK, RoutingKeys.VALIDITY);

        // When
        RoutingKeys renewed =
                RelayHome.open(directory, key(), later, ENTROPY).keys().renewRouting();

        // Then
        assertEquals(2, renewed.published().size());
        assertTrue(isSealed("routing.keys"));
        assertEquals(renewed.published(), open(key()).keys().routing().published());
    }

    @Test
    void aKeyThatIsMissingWrongOrOfAnotherKindIsToldInOneLine() throws Exception {
        // Given
        RelayHome.create(directory, key(), CLOCK, ENTROPY);

        // When, Then
        assertTold("say where that is with key in [store]", NodeKey.inside());
        assertTold("not the one that", NodeKey.parse(NodeKey.newText(ENTROPY)));
        assertTold("under a key, not under a passphrase", NodeKey.passphrase("crocus under snow".toCharArray()));
    }

    @Test
    void aPassphraseOpensAndAWrongOneDoesNot() throws Exception {
        // Given
        RelayHome home =
                RelayHome.create(directory, NodeKey.passphrase("crocus under snow".toCharArray()), CLOCK, ENTROPY);

        // When, Then
        assertEquals(
                home.relay(),
                open(NodeKey.passphrase("crocus under snow".toCharArray())).relay());
        assertTold("the passphrase is wrong", NodeKey.passphrase("crocus under snoW".toCharArray()));
        assertTold("key = \"prompt\"", key());
    }

    @Test
    void aPassphraseIsWipedByItsUse() throws Exception {
        // Given
        char[] passphrase = "crocus under snow".toCharArray();

        // When
        RelayHome.create(directory, NodeKey.passphrase(passphrase), CLOCK, ENTROPY);

        // Then
        assertArrayEquals(new char[passphrase.length], passphrase);
    }

    @Test
    void whateverIsDamagedIsToldByItsName() throws Exception {
        // Given
        RelayHome.create(directory, key(), CLOCK, ENTROPY);
        for (String name : List.of("node.key", "identity.key", "tls.pem")) {
            Path file = directory.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            for (int at : new int[] {whole.length - 1, whole.length - 20, whole.length / 2}) {
                // When
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                Files.write(file, damaged);

                // Then
                assertTold(name + " is damaged", key());
            }
            Files.write(file, whole);
        }
        assertEquals(1, Files.readAllBytes(directory.resolve("node.key"))[8]);
        Files.write(directory.resolve("node.key"), new byte[3]);
        assertTold("node.key is damaged", key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "not hexadecimal at all",
                "00112233445566778899aabbccddeeff00112233445566778899aabbccddeefg"
            })
    void whatIsNoKeyIsRefusedWithoutRepeatingIt(String text) {
        // When
        HomeTrouble trouble = assertThrows(HomeTrouble.class, () -> NodeKey.parse(text));

        // Then
        String message = String.valueOf(trouble.getMessage());
        assertTrue(message.startsWith("the node key is not 64 hexadecimal digits"), message);
        assertFalse(text.length() > 3 && message.contains(text), message);
    }

    @Test
    void aNodeKeyIsNeverPrinted() throws Exception {
        assertEquals("NodeKey[REDACTED]", key().toString());
        assertEquals(
                "NodeKey[REDACTED]", NodeKey.passphrase("crocus".toCharArray()).toString());
    }

    @Test
    void keysMoveOutElsewhereAndBackAndTheRelayStaysItself() throws Exception {
        // Given
        RelayId relay = RelayHome.create(directory, CLOCK, ENTROPY).relay();
        String other = NodeKey.newText(ENTROPY);

        // When, Then
        open(NodeKey.inside()).moveNodeKey(key());
        assertEquals(relay, open(key()).relay());
        assertTrue(SECRET_FILES.stream().allMatch(this::isSealed));

        open(key()).moveNodeKey(NodeKey.parse(other));
        assertEquals(relay, open(NodeKey.parse(other)).relay());
        assertTold("not the one that", key());

        open(NodeKey.parse(other)).moveNodeKey(NodeKey.inside());
        assertEquals(relay, open(NodeKey.inside()).relay());
        assertFalse(Files.exists(directory.resolve("node.key")));
        assertTrue(SECRET_FILES.stream().noneMatch(this::isSealed));
    }

    @Test
    void keysDoNotMoveWhileTheRelayRuns() throws Exception {
        // Given
        RelayHome home = RelayHome.create(directory, CLOCK, ENTROPY);
        HomeLock running = home.lock();

        // When
        assertThrows(HomeTrouble.class, () -> home.moveNodeKey(key()));
        running.close();

        // Then
        assertTrue(SECRET_FILES.stream().noneMatch(this::isSealed));
    }

    @Test
    void aWrappedRelayWithoutItsNodeKeyFileIsToldThatItIsMissing() throws Exception {
        // Given
        RelayHome.create(directory, key(), CLOCK, ENTROPY);

        // When
        Files.delete(directory.resolve("node.key"));

        // Then
        assertTold("node.key is missing", key());
        assertTold("node.key is missing", NodeKey.inside());
    }

    @Test
    void filesThatAreNotWrappedAreNotTakenForWrappedOnes() throws Exception {
        // Given
        RelayHome.create(directory, CLOCK, ENTROPY);

        // When, Then
        assertTold("not wrapped yet", key());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aMoveOutThatBreaksOffOpensUnderTheNewKeyAndIsEnded(int sealedFiles) throws Exception {
        // Given
        RelayId relay = RelayHome.create(directory, CLOCK, ENTROPY).relay();
        Path before = copyOf(directory, "before");
        open(NodeKey.inside()).moveNodeKey(key());

        // When
        for (String name : SECRET_FILES.subList(sealedFiles, SECRET_FILES.size())) {
            Files.copy(before.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }

        // Then
        RelayHome home = open(key());
        assertEquals(relay, home.relay());
        home.keys().settle();
        assertTrue(SECRET_FILES.stream().allMatch(this::isSealed));
        assertEquals(relay, open(key()).relay());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aMoveBackThatBreaksOffOpensUnderTheOldKey(int openFiles) throws Exception {
        // Given
        RelayId relay = RelayHome.create(directory, key(), CLOCK, ENTROPY).relay();
        Path before = copyOf(directory, "before");
        open(key()).moveNodeKey(NodeKey.inside());

        // When
        Files.copy(before.resolve("node.key"), directory.resolve("node.key"));
        for (String name : SECRET_FILES.subList(openFiles, SECRET_FILES.size())) {
            Files.copy(before.resolve(name), directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }

        // Then
        assertEquals(relay, open(key()).relay());
        open(key()).moveNodeKey(NodeKey.inside());
        assertEquals(relay, open(NodeKey.inside()).relay());
    }

    private NodeKey key() throws HomeTrouble {
        return NodeKey.parse(" " + key + "\n");
    }

    private RelayHome open(NodeKey nodeKey) throws HomeTrouble {
        return RelayHome.open(directory, nodeKey, CLOCK, ENTROPY);
    }

    private void assertTold(String words, NodeKey nodeKey) {
        HomeTrouble trouble = assertThrows(HomeTrouble.class, () -> open(nodeKey));
        String message = String.valueOf(trouble.getMessage());
        assertTrue(message.contains(words), message);
        assertEquals(1, message.lines().count(), message);
    }

    private boolean isSealed(String name) {
        try {
            return latin(Files.readAllBytes(directory.resolve(name)), 0, 8).equals("WAYSEAL1");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path copyOf(Path from, String name) throws Exception {
        Path to = Files.createDirectory(root.resolve(name));
        try (Stream<Path> files = Files.list(from)) {
            for (Path each : files.toList()) {
                Files.copy(each, to.resolve(each.getFileName()));
            }
        }
        return to;
    }

    private static String latin(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
