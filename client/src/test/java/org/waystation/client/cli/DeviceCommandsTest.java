package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.messenger.FakeClock;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.Voucher;

/** Commands about the device: clear, check, and what a vault that does not open is said to be. No relay is needed. */
final class DeviceCommandsTest {
    private static final String VOUCHER =
            new Voucher("relay.example", RelayId.of(new byte[32]), "127.0.0.1:1", Bytes.wrap(new byte[16])).toText();

    private final Path temporary;
    private final Path vault;
    private final Path right;
    private final Path wrong;
    private final FakeClock clock = new FakeClock();

    DeviceCommandsTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        this.vault = temporary.resolve("vault");
        this.right = Files.writeString(temporary.resolve("right"), "a long walk home\n");
        this.wrong = Files.writeString(temporary.resolve("wrong"), "a long walk hope\n");
        // The relay of this voucher is not there; the vault is made all the same.
        assertEquals(3, with(right, "join", VOUCHER).exit());
    }

    private Shell shell() {
        return new Shell(vault).at(clock);
    }

    private Shell.Ended with(Path passphrase, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--passphrase-file", passphrase.toString(), "--json"));
        return shell().run(all.toArray(String[]::new));
    }

    private byte[] file(String name) throws IOException {
        return Files.readAllBytes(vault.resolve(name));
    }

    @Test
    void clearingTakesOneWord() {
        // When
        Shell.Ended ended = shell().types("clear").run("clear");

        // Then
        assertEquals(0, ended.exit(), ended.err());
        assertFalse(Files.exists(vault));
    }

    @Test
    void theWordMayComeFromAKeyboardThatIsSetToOtherLetters() {
        assertEquals(0, shell().types(" Цлеар ").run("clear").exit());
        assertFalse(Files.exists(vault));
    }

    @Test
    void anyOtherWordDestroysNothing() {
        for (String each : List.of("", "no", "yes", "clea")) {
            Shell.Ended ended = shell().types(each).run("clear", "--json");
            assertEquals("not_confirmed", ended.errorCode(), each);
        }
        assertEquals("no_terminal", shell().run("clear", "--json").errorCode());
        assertEquals("not_joined", with(right, "status").errorCode(), "it opens as before");
    }

    @Test
    void aScriptSaysYes() {
        // When
        Shell.Ended ended = shell().run("clear", "--yes", "--json");

        // Then
        assertEquals("{\"cleared\":true,\"left\":[]}", ended.out().strip());
        assertFalse(Files.exists(vault));
        assertEquals("no_vault", shell().run("clear", "--yes", "--json").errorCode());
    }

    @Test
    void clearingWorksOnAVaultThatNobodyCanOpen() throws IOException {
        // Given
        Files.write(vault.resolve("vault.key"), new byte[] {1, 2, 3});

        // When, Then
        assertEquals(0, shell().run("clear", "--yes").exit());
        assertFalse(Files.exists(vault));
    }

    @Test
    void aKeyThatIsLeftIsSaidToBeLeft() throws IOException {
        for (String each : List.of("vault.key", "vault.key.new")) {
            // Given
            Files.deleteIfExists(vault.resolve(each));
            Path inTheWay = Files.createDirectories(vault.resolve(each).resolve("in the way"));

            // When
            Shell.Ended ended = shell().run("clear", "--yes", "--json");

            // Then
            assertEquals("key_not_destroyed", ended.errorCode(), each);
            assertTrue(ended.err().contains("could NOT be destroyed"), ended.err());
            assertTrue(ended.err().contains(vault.resolve(each).toString()), ended.err());
            assertFalse(ended.json().path("cleared").asBoolean(true), ended.out());
            assertEquals(
                    vault.resolve(each).toString(),
                    ended.json().path("left").path(0).asText());
            Files.delete(inTheWay);
        }
    }

    @Test
    void whatIsLeftBesideTheKeyIsNamedAndTheKeyIsSaidToBeDestroyed() throws IOException {
        // Given
        Files.createDirectories(vault.resolve("vault.db-wal").resolve("in the way"));

        // When
        Shell.Ended ended = shell().run("clear", "--yes", "--json");

        // Then
        assertEquals("files_left", ended.errorCode());
        assertTrue(ended.json().path("cleared").asBoolean(), ended.out());
        assertEquals(
                vault.resolve("vault.db-wal").toString(),
                ended.json().path("left").path(0).asText());
    }

    @Test
    void tooManyWrongPassphrasesHaveToWaitAndAreToldHowLong() {
        // Given
        for (int i = 0; i < 3; i++) {
            assertEquals("wrong_passphrase", with(wrong, "status").errorCode());
        }
        assertTrue(with(wrong, "status").err().contains("in 10 seconds"));

        // When
        clock.pass(Duration.ofSeconds(3));
        Shell.Ended ended = with(right, "status");

        // Then
        assertEquals("cooling_down", ended.errorCode());
        assertEquals(1, ended.err().lines().count());
        assertTrue(ended.err().contains("in 7 seconds"), ended.err());
        clock.pass(Duration.ofSeconds(7));
        assertEquals("not_joined", with(right, "status").errorCode());
    }

    @Test
    void anOlderCopyOfTheRowsIsRefusedInOneLine() throws IOException {
        // Given
        Path older = Files.copy(vault.resolve("vault.db"), temporary.resolve("older"));
        assertEquals(3, with(right, "join", VOUCHER).exit());
        assertFalse(Bytes.wrap(Files.readAllBytes(older)).equals(Bytes.wrap(file("vault.db"))), "joining writes");

        // When
        Files.copy(older, vault.resolve("vault.db"), StandardCopyOption.REPLACE_EXISTING);
        Shell.Ended ended = with(right, "status");

        // Then
        assertEquals(4, ended.exit());
        assertEquals("vault_rolled_back", ended.errorCode());
        assertEquals(1, ended.err().lines().count());
        assertTrue(ended.err().contains("the copy that was made at the last use; with an older one texts get lost"));
    }

    @Test
    void damageIsSaidToBeDamage() throws IOException {
        // Given
        byte[] rows = file("vault.db");
        byte[] key = file("vault.key");

        // When
        Files.write(vault.resolve("vault.db"), new byte[10_000]);
        Shell.Ended damagedRows = with(right, "status");
        Files.write(vault.resolve("vault.db"), rows);
        key[60] ^= 1;
        Files.write(vault.resolve("vault.key"), key);
        Shell.Ended damagedKey = with(right, "status");

        // Then
        assertEquals("vault_changed", damagedRows.errorCode());
        assertTrue(damagedRows.err().contains("is damaged"), damagedRows.err());
        assertFalse(damagedRows.err().contains("Nothing that was done before is lost"), damagedRows.err());
        assertEquals("vault_failure", damagedKey.errorCode());
        assertTrue(damagedKey.err().contains("vault.key is damaged"), damagedKey.err());
    }

    @Test
    void checkTellsWhatIsThereWithoutThePassphrase() {
        // When
        Shell.Ended ended = shell().run("check", "--json");

        // Then
        assertEquals(0, ended.exit(), ended.err());
        assertEquals("not_looked_at", ended.json().path("vault").asText());
        assertTrue(ended.out().contains("vault.key"), ended.out());
        assertTrue(ended.out().contains("sealed rows"), ended.out());
        assertTrue(ended.json().path("findings").size() >= 9, ended.out());
        assertTrue(shell().run("check").out().lines().allMatch(each -> each.startsWith("[")));
    }

    @Test
    void checkTellsWithThePassphraseWhetherTheVaultIsWhole() throws IOException {
        // When
        Shell.Ended whole = with(right, "check");
        Files.delete(vault.resolve("vault.head"));
        Shell.Ended changed = with(right, "check");

        // Then
        assertEquals("whole", whole.json().path("vault").asText());
        assertTrue(whole.out().contains("vault.db is not older than vault.head"), whole.out());
        assertTrue(whole.out().contains("put back together to an earlier day, that does not show"), whole.out());
        assertEquals(4, changed.exit());
        assertEquals("vault_changed", changed.errorCode());
        assertEquals("vault_changed", changed.json().path("vault").asText());
        assertEquals("wrong_passphrase", with(wrong, "check").errorCode());
    }

    @Test
    void checkChangesNothing() throws IOException {
        // Given
        byte[] rows = file("vault.db");
        List<Path> before = files();

        // When
        shell().run("check");

        // Then
        assertEquals(Bytes.wrap(rows), Bytes.wrap(file("vault.db")));
        assertEquals(before, files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(vault)) {
            return all.sorted().toList();
        }
    }
}
