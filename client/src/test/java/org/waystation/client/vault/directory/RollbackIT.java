package org.waystation.client.vault.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.vault.Drawer;
import org.waystation.client.vault.RowKey;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultContract;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.sqlite.Tampering;

/** Older copies of files, and crashes between the steps of a commit and of making a vault. */
final class RollbackIT {
    private static final String[] ROWS = {"vault.db", "vault.db-wal"};

    private final VaultFiles files;

    RollbackIT(@TempDir Path temporary) {
        files = new VaultFiles(temporary.resolve("vault"));
    }

    private String reopened() {
        try (Vault vault = VaultFiles.opened(files.opening())) {
            return VaultFiles.get(vault, "ana");
        }
    }

    @Test
    void anOlderCopyOfTheRowsIsNoticed() {
        // Given
        Map<String, byte[]> older = files.with("ana", "old").copy();
        files.with("ana", "new");

        // When
        files.restore(older, ROWS);

        // Then
        assertInstanceOf(VaultOpening.RolledBack.class, files.opening());
        assertInstanceOf(VaultOpening.RolledBack.class, files.opening(), "also the second time");
    }

    @Test
    void aCopyFromAnOpenVaultIsOlderToo() {
        // Given
        Map<String, byte[]> older;
        try (Vault vault = files.open()) {
            VaultFiles.put(vault, "ana", "old");
            older = files.copy();
            VaultFiles.put(vault, "ana", "new");
        }

        // When
        files.restore(older, ROWS);

        // Then
        assertInstanceOf(VaultOpening.RolledBack.class, files.opening());
    }

    @Test
    void aWriteAheadLogThatWasTakenAwayIsNoticed() {
        // Given
        Map<String, byte[]> open;
        try (Vault vault = files.open()) {
            VaultFiles.put(vault, "ana", "new");
            open = files.copy();
        }

        // When
        files.restore(open, "vault.db", "vault.head");
        files.restore(Map.of(), "vault.db-wal");

        // Then: what is left was never a vault with a head, or is an older one; it is not used either way.
        VaultOpening opening = files.opening();
        assertEquals(
                true,
                opening instanceof VaultOpening.RolledBack || opening instanceof VaultOpening.Tampered,
                opening.toString());
    }

    @Test
    void theWholeDirectoryOfAnEarlierDayCannotBeTold() {
        // Given
        Map<String, byte[]> older = files.with("ana", "old").copy();
        files.with("ana", "new");

        // When
        files.restore(older, "vault.db", "vault.db-wal", "vault.head", "vault.key");

        // Then
        assertEquals("old", reopened(), "the documents say so");
    }

    @Test
    void aCrashBetweenTheCommitAndItsNoteIsNoTampering() {
        // Given
        Map<String, byte[]> before;
        Map<String, byte[]> after;
        try (Vault vault = files.open()) {
            VaultFiles.put(vault, "ana", "old");
            before = files.copy();
            VaultFiles.put(vault, "ana", "new");
            after = files.copy();
        }

        // When: the rows are committed, the note is not written.
        files.restore(after, ROWS);
        files.restore(before, "vault.head");

        // Then
        assertEquals("new", reopened());
        files.restore(before, ROWS);
        assertInstanceOf(VaultOpening.RolledBack.class, files.opening(), "the opening has caught the note up");
    }

    @Test
    void notesThatNeverReachedTheDiskAreNoTampering() {
        // Given
        Map<String, byte[]> before = files.with("ana", "0").copy();
        try (Vault vault = files.open()) {
            for (int i = 1; i <= 20; i++) {
                VaultFiles.put(vault, "ana", Integer.toString(i));
            }
        }

        // When
        files.restore(before, "vault.head");

        // Then
        assertEquals("20", reopened());
    }

    @Test
    void aCrashInTheMiddleOfANoteIsNoTampering() {
        // Given
        Map<String, byte[]> open;
        try (Vault vault = files.open()) {
            VaultFiles.put(vault, "ana", "old");
            VaultFiles.put(vault, "ana", "new");
            open = files.copy();
        }
        byte[] whole = open.get("vault.head");

        for (int slot = 0; slot < 2; slot++) {
            // When
            byte[] torn = whole.clone();
            Arrays.fill(torn, slot * 4_096 + 10, slot * 4_096 + 40, (byte) 0);
            files.restore(open, ROWS);
            files.restore(Map.of("vault.head", torn), "vault.head");

            // Then
            assertEquals("new", reopened());
        }
    }

    @Test
    void anOpenVaultThatIsKilledLeavesAGoodOne() {
        // Given
        Map<String, byte[]> open;
        try (Vault vault = files.open()) {
            VaultFiles.put(vault, "ana", "committed");
            open = vault.transact(rows -> {
                rows.put(Drawer.CONTACTS, RowKey.of("ana"), VaultContract.bytes("not committed"));
                return files.copy();
            });
        }

        // When
        files.restore(open, "vault.db", "vault.db-wal", "vault.head", "vault.key");

        // Then
        assertEquals("committed", reopened());
    }

    @Test
    void aCrashAtAnyStepOfMakingAVaultLeavesOneThatOpens() {
        // Given
        Map<String, byte[]> done = files.with("ana", "x").copy();
        Map<String, byte[]> made = Map.of("vault.key", files.unpromisedKeyFile());

        // When, Then: the key file is all there is.
        files.restore(made, "vault.key", "vault.head", "vault.db", "vault.db-wal");
        assertEquals("nothing", reopened());

        // The rows have a head, nothing else has happened.
        files.restore(done, ROWS);
        files.restore(made, "vault.head", "vault.key");
        assertEquals("x", reopened());

        // The head file is there as well.
        files.restore(done, "vault.db", "vault.db-wal", "vault.head");
        files.restore(made, "vault.key");
        assertEquals("x", reopened());
    }

    @Test
    void aVaultThatIsMadeToTheEndPromisesItsHead() {
        // Given
        files.restore(Map.of("vault.key", files.with("ana", "x").unpromisedKeyFile()), "vault.key");
        assertEquals("x", reopened());

        // When
        files.restore(Map.of(), "vault.head");

        // Then
        assertEquals(new VaultOpening.Tampered(Tampering.HEAD_MISSING), files.opening());
    }

    @Test
    void rowsWithoutAHeadAreNeverTakenAsTheyAre() {
        // Given
        files.with("ana", "new");
        byte[] unpromised = files.unpromisedKeyFile();

        // When
        files.edit("DROP TABLE head", "PRAGMA user_version = 1");
        files.restore(Map.of(), "vault.head");

        // Then
        assertEquals(new VaultOpening.Tampered(Tampering.ROWS), files.opening());
        files.restore(Map.of("vault.key", unpromised), "vault.key");
        assertEquals(
                new VaultOpening.Tampered(Tampering.ROWS), files.opening(), "nor where the key file promises no head");
    }

    @Test
    void aVaultFromBeforeTheFirstReleaseIsRefusedInWords() {
        // Given
        files.with("ana", "x");
        byte[] old = Arrays.copyOf("WAYVAULT".getBytes(StandardCharsets.US_ASCII), 101);

        // When
        files.restore(Map.of("vault.key", old), "vault.key");

        // Then
        VaultFailure failure = assertThrows(VaultFailure.class, files::opening);
        assertTrue(failure.toString().contains("from before the first release"), failure.toString());
        assertTrue(failure.toString().contains("waystation clear, and join again"), failure.toString());
    }
}
