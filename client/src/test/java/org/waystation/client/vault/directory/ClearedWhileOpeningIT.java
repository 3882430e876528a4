package org.waystation.client.vault.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.disk.VaultLock;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;

/** Somebody clears the vault between the look at its key file and the end of its opening. */
final class ClearedWhileOpeningIT {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final VaultFiles files;

    ClearedWhileOpeningIT(@TempDir Path temporary) throws IOException {
        // By the name that the system knows it under.
        files = new VaultFiles(temporary.toRealPath().resolve("vault")).with("ana", "x");
    }

    /** The last steps with a key file that was read before {@code meanwhile}. */
    private VaultFailure opened(byte[] keyFile, String meanwhile) throws IOException {
        WrappedKey wrapped = WrappedKey.parse(keyFile);
        SecretKey32 stretched = VaultFiles.PASSPHRASE.stretchedBy(wrapped.stretching());
        SecretKey32 key = wrapped.unwrap(stretched).orElseThrow();
        try (VaultLock lock = VaultLock.take(files.file("vault.lock")).orElseThrow()) {
            Files.delete(files.file(meanwhile));
            OpeningSteps steps = new OpeningSteps(files.path, Entropy.system(), lock);
            return assertThrows(VaultFailure.class, () -> steps.open(wrapped, stretched, key));
        }
    }

    @Test
    void aVaultWhoseKeyFileIsGoneByThenDoesNotOpen() throws IOException {
        // When
        VaultFailure failure = opened(Files.readAllBytes(files.file("vault.key")), "vault.key");

        // Then
        assertTrue(failure.toString().contains("destroyed from elsewhere"), failure.toString());
        assertEquals(List.of(), heldOpen());
    }

    @Test
    void aVaultThatIsClearedWhileItIsMadeStaysGone() throws IOException {
        // When
        VaultFailure failure = opened(files.unpromisedKeyFile(), "vault.lock");

        // Then
        assertTrue(failure.toString().contains("destroyed from elsewhere"), failure.toString());
        assertTrue(Files.notExists(files.file("vault.key")), "the key file that came back is gone again");
        assertEquals(List.of(), heldOpen());
    }

    /** Files of this vault that this process has open, as Linux tells it. */
    private List<String> heldOpen() throws IOException {
        assumeTrue(Files.isDirectory(OPEN_FILES), "only Linux tells");
        List<String> held = new ArrayList<>();
        try (Stream<Path> all = Files.list(OPEN_FILES)) {
            for (Path each : all.toList()) {
                target(each)
                        .filter(name -> name.startsWith(files.path.toString()))
                        .forEach(held::add);
            }
        }
        return held;
    }

    private static Stream<String> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            return Stream.empty(); // Closed meanwhile.
        }
    }
}
