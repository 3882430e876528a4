package org.waystation.client.vault.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.disk.Remains;

final class DestructionIT {
    private static final String CANARY = "canary-7d1f of the yellow house";

    private final Path temporary;
    private final VaultFiles files;

    DestructionIT(@TempDir Path temporary) {
        this.temporary = temporary;
        files = new VaultFiles(temporary.resolve("vault")).with("ana", CANARY);
    }

    @Test
    void nothingOfTheVaultIsLeft() {
        // When
        Remains left = files.directory.destroy();

        // Then
        assertEquals(new Remains(List.of(), List.of()), left);
        assertFalse(Files.exists(files.path));
        assertInstanceOf(VaultOpening.Missing.class, files.opening());
    }

    @Test
    void theKeyIsOverwrittenBeforeItsNameGoesAway() throws IOException {
        // Given: somebody has the file itself, not only its name.
        try (RandomAccessFile key = new RandomAccessFile(files.file("vault.key").toFile(), "r")) {
            byte[] content = new byte[(int) key.length()];
            assertTrue(content.length > 100);

            // When
            files.directory.destroy();

            // Then
            key.readFully(content);
            for (byte each : content) {
                assertEquals(0, each);
            }
        }
    }

    @Test
    void aCopyOfTheRowsAloneOpensForNobodyAndTellsNoText() throws IOException {
        // Given
        Map<String, byte[]> copy = files.copy();
        files.directory.destroy();

        // When
        VaultFiles thief = new VaultFiles(temporary.resolve("thief"));
        Files.createDirectories(thief.path);
        thief.restore(copy, "vault.db", "vault.head");

        // Then
        assertInstanceOf(VaultOpening.Destroyed.class, thief.opening());
        for (byte[] each : copy.values()) {
            String hex = HexFormat.of().formatHex(each);
            assertFalse(hex.contains(HexFormat.of().formatHex(CANARY.getBytes(StandardCharsets.UTF_8))));
        }
    }

    @Test
    void theKeyIsGoneEvenWhereTheRestCannotBeRemoved() throws IOException {
        // Given
        Files.createDirectories(files.file("vault.db-wal").resolve("in the way"));

        // When
        Remains left = files.directory.destroy();

        // Then
        assertEquals(new Remains(List.of(), List.of(files.file("vault.db-wal"))), left);
        assertFalse(Files.exists(files.file("vault.key")));
        assertFalse(Files.exists(files.file("vault.db")));
    }

    @Test
    void anOpenVaultNoticesForgetsItsKeysAndStaysGone() {
        // Given
        Vault open = files.open();
        assertEquals(CANARY, VaultFiles.get(open, "ana"));

        // When
        Remains left = files.directory.destroy();

        // Then
        assertEquals(new Remains(List.of(), List.of()), left);
        VaultFailure failure = assertThrows(VaultFailure.class, () -> VaultFiles.get(open, "ana"));
        assertTrue(failure.toString().contains("destroyed from elsewhere"), failure.toString());
        assertThrows(VaultFailure.class, open::requireThere);
        open.close();
        assertFalse(Files.exists(files.path), "closing wrote nothing");
    }

    @Test
    void anotherVaultInTheSamePlaceIsNotTakenForTheOldOne() {
        // Given
        Vault old = files.open();
        files.directory.destroy();

        // When
        files.with("ana", "of the new one");

        // Then
        assertThrows(VaultFailure.class, old::requireThere);
        old.close();
        try (Vault fresh = files.open()) {
            assertEquals("of the new one", VaultFiles.get(fresh, "ana"));
        }
    }

    @Test
    void nothingElseInTheDirectoryIsTouched() throws IOException {
        // Given
        Path foreign = Files.writeString(files.file("notes.txt"), "mine");

        // When
        files.directory.destroy();

        // Then
        assertEquals("mine", Files.readString(foreign));
        assertFalse(files.directory.hasTraces());
    }
}
