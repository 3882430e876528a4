package org.waystation.client.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Older copies of files, and crashes between the steps of a commit, of the first opening and of making a vault. */
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
    void aVaultOfTheFirstVersionGetsAHeadAtItsFirstOpening() {
        // Given
        Map<String, byte[]> old = oldVault();
        files.restore(old, old.keySet().toArray(String[]::new));
        assertEquals(101, old.get("vault.key").length);

        // When
        String text = reopened();

        // Then
        assertEquals("from before", text);
        files.restore(Map.of(), "vault.head");
        assertInstanceOf(VaultOpening.Tampered.class, files.opening(), "from now on a head must be there");
    }

    @Test
    void aCrashAtAnyStepOfTheFirstOpeningIsNoTampering() {
        // Given
        Map<String, byte[]> old = oldVault();
        files.restore(old, old.keySet().toArray(String[]::new));
        VaultFiles.opened(files.opening()).close();
        Map<String, byte[]> done = files.copy();

        // When, Then: the rows have a head, nothing else has happened.
        files.restore(done, ROWS);
        files.restore(old, "vault.head", "vault.key");
        assertEquals("from before", reopened());

        // The head file is there as well.
        files.restore(done, "vault.db", "vault.db-wal", "vault.head");
        files.restore(old, "vault.key");
        assertEquals("from before", reopened());

        // All is there.
        files.restore(done, "vault.db", "vault.db-wal", "vault.head", "vault.key");
        assertEquals("from before", reopened());
    }

    @Test
    void aNewKeyFileDoesNotTakeAnOldFormOfTheRows() {
        // Given
        files.with("ana", "new");

        // When: as if this were a vault of the first version.
        files.edit("DROP TABLE head", "PRAGMA user_version = 1");
        files.restore(Map.of(), "vault.head");

        // Then
        assertEquals(new VaultOpening.Tampered(Tampering.ROWS), files.opening());
    }

    @Test
    void aCrashWhileAVaultIsMadeLeavesOneThatCanBeMadeAtTheNextTry() {
        // Given
        Map<String, byte[]> done = files.with("ana", "x").copy();
        byte[] unfinished = OldKeyFiles.unpromised(VaultFiles.PASSPHRASE);
        files.restore(Map.of(), done.keySet().toArray(String[]::new));

        // When: the key file is all there is.
        files.restore(Map.of("vault.key", unfinished), "vault.key");

        // Then
        try (Vault vault = VaultFiles.opened(files.opening())) {
            assertEquals("nothing", VaultFiles.get(vault, "ana"));
            VaultFiles.put(vault, "ana", "now");
        }
        assertEquals("now", reopened());
    }

    /** A vault with one text, as the first version of this program left it. */
    private Map<String, byte[]> oldVault() {
        return OldKeyFiles.oldVault(files, "ana", "from before");
    }
}
