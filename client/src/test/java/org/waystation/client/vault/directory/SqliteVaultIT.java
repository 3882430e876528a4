package org.waystation.client.vault.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.waystation.client.vault.VaultContract.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultContract;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.sqlite.Tampering;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.PassphraseKey;

final class SqliteVaultIT implements VaultContract {
    private static final PassphraseKey.Cost CHEAP = new PassphraseKey.Cost(8 * 1024, 1, 1);
    private static final Passphrase PASSPHRASE = Passphrase.of("a long walk home");

    private final Path temporary;
    private final VaultDirectory directory;
    private Vault vault;

    SqliteVaultIT(@TempDir Path temporary) {
        this.temporary = temporary;
        directory = new VaultDirectory(temporary.resolve("vault"), CHEAP, Clock.systemUTC(), Entropy.system());
        vault = opened(directory.openOrCreate(PASSPHRASE));
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Override
    public Vault vault() {
        return vault;
    }

    @Override
    public Vault reopened() {
        vault.close();
        vault = opened(directory.open(PASSPHRASE));
        return vault;
    }

    @Test
    void aWrongPassphraseIsAnOutcomeOfItsOwn() {
        // Given
        vault.close();

        // When
        VaultOpening opening = directory.open(Passphrase.of("a long walk hope"));

        // Then
        assertInstanceOf(VaultOpening.WrongPassphrase.class, opening);
        assertInstanceOf(
                VaultOpening.Opened.class, directory.open(PASSPHRASE), "the failed attempt let go of the lock");
    }

    @Test
    void aPassphraseCostsWhatTheDocumentsSay() throws IOException {
        // Given
        VaultDirectory dear = new VaultDirectory(
                temporary.resolve("dear"), PassphraseKey.Cost.INTERACTIVE, Clock.systemUTC(), Entropy.system());

        // When
        opened(dear.openOrCreate(PASSPHRASE)).close();

        // Then: 64 MiB, 3 passes, one lane; in the file they follow magic, promise and version.
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(dear.path().resolve("vault.key")));
        assertEquals(
                List.of(65_536, 3, 1), List.of(file.getInt(10), file.getInt(14), file.getInt(18)), "in the key file");
        assertEquals(118, file.capacity());
        String documents = Files.readString(Path.of("../docs/threat-model.md"));
        assertTrue(documents.contains("64 MiB, 3 passes and one lane"), "in the threat model");
    }

    @Test
    void onlyOneMayHaveItOpen() {
        assertInstanceOf(VaultOpening.OpenElsewhere.class, directory.open(PASSPHRASE));
    }

    @Test
    void whereNoneIsNothingIsMade() {
        // Given
        VaultDirectory nowhere =
                new VaultDirectory(temporary.resolve("nowhere"), CHEAP, Clock.systemUTC(), Entropy.system());

        // When
        VaultOpening opening = nowhere.open(PASSPHRASE);

        // Then
        assertInstanceOf(VaultOpening.Missing.class, opening);
        assertFalse(Files.exists(nowhere.path()));
    }

    @Test
    void withoutItsKeyFileAVaultIsGone() throws IOException {
        // Given
        vault.close();
        Files.delete(directory.path().resolve("vault.key"));

        // When, Then
        assertInstanceOf(VaultOpening.Destroyed.class, directory.open(PASSPHRASE));
        assertInstanceOf(VaultOpening.Destroyed.class, directory.openOrCreate(PASSPHRASE));
    }

    @Test
    void theKeyFileOfAnotherVaultDoesNotFit() throws IOException {
        // Given
        vault.close();
        VaultDirectory other =
                new VaultDirectory(temporary.resolve("other"), CHEAP, Clock.systemUTC(), Entropy.system());
        opened(other.openOrCreate(PASSPHRASE)).close();
        Files.copy(
                other.path().resolve("vault.key"),
                directory.path().resolve("vault.key"),
                StandardCopyOption.REPLACE_EXISTING);

        // When, Then
        assertEquals(new VaultOpening.Tampered(Tampering.OTHER_VAULT), directory.open(PASSPHRASE));
    }

    @Test
    void aDamagedKeyFileIsSaidToBeOneAndNotAWrongPassphrase() throws IOException {
        // Given
        vault.close();
        Path file = directory.path().resolve("vault.key");
        byte[] whole = Files.readAllBytes(file);

        for (int at = 0; at < whole.length; at++) {
            // When
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);

            // Then
            VaultFailure failure = assertThrows(VaultFailure.class, () -> directory.open(PASSPHRASE), "byte " + at);
            assertTrue(failure.toString().contains("vault.key is damaged"), failure.toString());
        }
        Files.write(file, new byte[] {1, 2, 3});
        assertThrows(VaultFailure.class, () -> directory.open(PASSPHRASE));
    }

    @Test
    void nothingIsOnDiskInClear() throws IOException {
        // When
        vault.transact(rows -> {
            rows.put(Drawer.CONTACTS, ANA, BOJAN, bytes("the text of a message"));
            return null;
        });

        // Then
        for (Path file : files()) {
            String content = HexFormat.of().formatHex(Files.readAllBytes(file));
            for (String secret : List.of("ana", "bojan", "the text of", "a long walk")) {
                assertFalse(content.contains(hex(secret)), secret + " in " + file.getFileName());
            }
        }
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        // When
        vault.transact(rows -> {
            rows.put(Drawer.CONTACTS, ANA, bytes("x"));
            return null;
        });

        // Then
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())));
        for (Path file : files()) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file.toString());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.path())) {
            return files.toList();
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Vault opened(VaultOpening opening) {
        return assertInstanceOf(VaultOpening.Opened.class, opening).vault();
    }
}
