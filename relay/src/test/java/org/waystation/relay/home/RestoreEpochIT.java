package org.waystation.relay.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;

/** When the restore epoch of a directory changes, and when not. */
class RestoreEpochIT {
    private Path file = Path.of("");
    private RelayHome home;

    @BeforeEach
    void make(@TempDir Path root) throws Exception {
        home = RelayHome.create(root.resolve("relay"), Clock.systemUTC(), Entropy.system());
        file = home.directory().resolve("epoch");
    }

    @Test
    void itStaysTheSameFromStartToStart() throws Exception {
        // Given
        Bytes first = home.restoreEpoch();

        // When
        RelayHome again = RelayHome.open(home.directory(), Clock.systemUTC(), Entropy.system());

        // Then
        assertEquals(first, again.restoreEpoch());
    }

    @Test
    void theOperatorsCommandChangesItEachTime() throws Exception {
        // Given
        Bytes first = home.restoreEpoch();

        // When
        home.markRestored();
        Bytes second = home.restoreEpoch();
        home.markRestored();

        // Then
        assertNotEquals(first, second);
        assertNotEquals(second, home.restoreEpoch());
    }

    @Test
    void theCommandIsRefusedWhileTheRelayRunsAndChangesNothing() throws Exception {
        // Given
        Bytes before = home.restoreEpoch();
        HomeLock running = home.lock();

        // When
        HomeTrouble trouble = assertThrows(HomeTrouble.class, home::markRestored);
        running.close();

        // Then
        assertTrue(String.valueOf(trouble.getMessage()).contains("stop it first"));
        assertEquals(before, home.restoreEpoch());
    }

    @Test
    void aMissingOrDamagedFileIsAnotherEpoch() throws Exception {
        // Given
        Bytes first = home.restoreEpoch();

        // When
        Files.delete(file);
        Bytes missing = home.restoreEpoch();
        Files.write(file, new byte[] {1, 2, 3});
        Bytes damaged = home.restoreEpoch();

        // Then
        assertNotEquals(first, missing);
        assertNotEquals(missing, damaged);
        assertEquals(damaged, home.restoreEpoch());
    }

    @Test
    void aCopyThatWasPutBackIsToldEvenWithoutTheCommand(@TempDir Path backups) throws Exception {
        // Given
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("unix"));
        Bytes first = home.restoreEpoch();
        byte[] value = Files.readAllBytes(file);
        Path copy = Files.copy(file, backups.resolve("epoch"), StandardCopyOption.COPY_ATTRIBUTES);

        // When
        Files.copy(copy, file, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);

        // Then
        assertEquals(Bytes.wrap(value), Bytes.wrap(Files.readAllBytes(file)));
        assertNotEquals(first, home.restoreEpoch());
    }
}
