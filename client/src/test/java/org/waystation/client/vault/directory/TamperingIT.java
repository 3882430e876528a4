package org.waystation.client.vault.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.sqlite.Tampering;

/** What somebody does who can change the files of a closed vault and has no key. */
final class TamperingIT {
    private static final VaultOpening CHANGED = new VaultOpening.Tampered(Tampering.ROWS);

    private final Path temporary;
    private final VaultFiles files;

    TamperingIT(@TempDir Path temporary) {
        this.temporary = temporary;
        this.files = new VaultFiles(temporary.resolve("vault"));
        files.with("ana", "first").with("bojan", "second").with("ceca", "third");
    }

    @Test
    void aVaultThatNobodyTouchedOpens() {
        try (Vault vault = VaultFiles.opened(files.opening())) {
            assertEquals("second", VaultFiles.get(vault, "bojan"));
        }
    }

    @Test
    void anyEditOfARowIsNoticed() {
        // Given
        Map<String, byte[]> whole = files.copy();
        List<String> edits = List.of(
                "UPDATE entry SET sealed = zeroblob(length(sealed)) WHERE ordinal = 2",
                "UPDATE entry SET parent = zeroblob(16) WHERE ordinal = 2",
                "UPDATE entry SET drawer = zeroblob(16) WHERE ordinal = 2",
                "UPDATE entry SET name = zeroblob(32) WHERE ordinal = 2",
                "UPDATE entry SET name = CAST(name AS TEXT) WHERE ordinal = 2",
                "UPDATE entry SET ordinal = 100 WHERE ordinal = 2",
                "DELETE FROM entry WHERE ordinal = 2",
                "DELETE FROM entry WHERE ordinal = (SELECT max(ordinal) FROM entry)",
                "INSERT INTO entry (drawer, name, parent, sealed)"
                        + " SELECT drawer, zeroblob(32), parent, sealed FROM entry WHERE ordinal = 2",
                "DELETE FROM entry",
                "DELETE FROM head",
                "UPDATE head SET sealed = zeroblob(length(sealed))",
                "DROP TABLE head",
                "DROP TABLE entry");

        for (String each : edits) {
            // When
            files.edit(each);

            // Then
            VaultOpening opening = files.opening();
            assertInstanceOf(VaultOpening.Tampered.class, opening, each);
            files.restore(whole, "vault.db");
        }
    }

    @Test
    void twoRowsThatTradePlacesAreNoticed() {
        // When
        files.edit(
                "UPDATE entry SET ordinal = -1 WHERE ordinal = 2",
                "UPDATE entry SET ordinal = 2 WHERE ordinal = 3",
                "UPDATE entry SET ordinal = 3 WHERE ordinal = -1");

        // Then
        assertEquals(CHANGED, files.opening());
    }

    @Test
    void anOldStateOfARowAmongNewOnesIsNoticed() {
        // Given
        Path old = temporary.resolve("old.db");
        write(old, files.copy().get("vault.db"));
        files.with("bojan", "changed");

        // When
        files.edit(
                "ATTACH '" + old + "' AS old",
                "UPDATE entry SET sealed = (SELECT o.sealed FROM old.entry o WHERE o.name = entry.name)");

        // Then
        assertEquals(CHANGED, files.opening());
    }

    @Test
    void anIndexThatHidesARowIsNoticed() {
        // When
        files.edit(
                "UPDATE sqlite_schema SET sql = 'CREATE INDEX in_drawer ON entry (drawer, ordinal) WHERE ordinal <> 2'"
                        + " WHERE name = 'in_drawer'",
                "PRAGMA writable_schema = RESET",
                "REINDEX in_drawer");
        assertEquals(CHANGED, files.opening(), "the words of the index differ");
        files.edit("UPDATE sqlite_schema SET sql = 'CREATE INDEX in_drawer ON entry (drawer, ordinal)'"
                + " WHERE name = 'in_drawer'");

        // Then
        assertEquals(CHANGED, files.opening(), "the words are right, a row is missing in the index");
    }

    @Test
    void aTriggerOrAViewThatSomebodyAddedIsNoticed() {
        // Given
        Map<String, byte[]> whole = files.copy();

        for (String each : List.of(
                "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE ordinal = 2; END",
                "CREATE VIEW v AS SELECT * FROM entry",
                "CREATE TABLE more (x)")) {
            // When
            files.edit(each);

            // Then
            assertEquals(CHANGED, files.opening(), each);
            files.restore(whole, "vault.db");
        }
    }

    @Test
    void aFileWithAFlippedByteAnywhereIsReportedAndNeverUsed() throws IOException {
        // Given
        byte[] whole = Files.readAllBytes(files.file("vault.db"));
        int noticed = 0;

        for (int at = 0; at < whole.length; at += 211) {
            // When
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x41;
            Files.write(files.file("vault.db"), damaged);

            // Then
            try (Reading reading = new Reading(files)) {
                noticed += reading.refused() ? 1 : 0;
                assertEquals(reading.refused() ? "" : "first second third", reading.texts(), "byte " + at);
            }
        }
        assertFalse(noticed < 10, "only " + noticed + " were noticed: is anything looked at?");
    }

    @Test
    void somethingElseThanADatabaseIsReported() throws IOException {
        // When
        Files.writeString(files.file("vault.db"), "this is not a database at all, but long enough to be looked at");

        // Then
        assertEquals(CHANGED, files.opening());
    }

    @Test
    void theRowsOfAnotherVaultAreReported() {
        // Given
        VaultFiles other = new VaultFiles(temporary.resolve("other")).with("ana", "theirs");

        // When
        files.restore(other.copy(), "vault.db");

        // Then
        assertEquals(new VaultOpening.Tampered(Tampering.OTHER_VAULT), files.opening());
        files.restore(other.copy(), "vault.db", "vault.head");
        assertEquals(new VaultOpening.Tampered(Tampering.OTHER_VAULT), files.opening());
    }

    @Test
    void missingRowsAreReportedAndNotMadeAnew() throws IOException {
        // When
        Files.delete(files.file("vault.db"));

        // Then
        assertEquals(new VaultOpening.Tampered(Tampering.ROWS_MISSING), files.opening());
        Files.createFile(files.file("vault.db"));
        assertInstanceOf(VaultOpening.Tampered.class, files.opening());
    }

    @Test
    void aMissingHeadFileIsReported() throws IOException {
        // Given
        Map<String, byte[]> whole = files.copy();
        Files.delete(files.file("vault.head"));

        // When, Then
        assertEquals(new VaultOpening.Tampered(Tampering.HEAD_MISSING), files.opening());
        Files.write(files.file("vault.head"), new byte[8_192]);
        assertEquals(new VaultOpening.Tampered(Tampering.HEAD_MISSING), files.opening());
        files.restore(whole, "vault.head");
        VaultFiles.opened(files.opening()).close();
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All texts of a vault, or that it was refused. */
    private static final class Reading implements AutoCloseable {
        private final VaultOpening opening;

        Reading(VaultFiles files) {
            opening = attempt(files);
        }

        private static VaultOpening attempt(VaultFiles files) {
            try {
                return files.opening();
            } catch (VaultFailure e) {
                return CHANGED; // Said aloud as well, only not known whether a disk or a person did it.
            }
        }

        boolean refused() {
            return !(opening instanceof VaultOpening.Opened);
        }

        String texts() {
            return opening instanceof VaultOpening.Opened it
                    ? VaultFiles.get(it.vault(), "ana") + " " + VaultFiles.get(it.vault(), "bojan") + " "
                            + VaultFiles.get(it.vault(), "ceca")
                    : "";
        }

        @Override
        public void close() {
            if (opening instanceof VaultOpening.Opened it) {
                it.vault().close();
            }
        }
    }
}
