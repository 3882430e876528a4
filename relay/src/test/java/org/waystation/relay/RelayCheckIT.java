package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;

/** A check finds whatever keeps a relay from starting, and says the same as the start. */
final class RelayCheckIT {
    private final Path directory;

    RelayCheckIT(@TempDir Path root) {
        this.directory = root.resolve("one");
    }

    @Test
    void filesThatKeepARelayFromStartingAreNotWell() throws Exception {
        // Given
        try (TestRelay one = TestRelay.start(directory, "one.example")) {
            one.home().partners().deny(one.home().relay());
        }
        assertTrue(check().isWell());
        for (String name : new String[] {"identity.key", "tls.pem", "routing.keys", "card", "roster"}) {
            Path file = directory.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, 20));

            // When
            String checked = assertThrows(HomeTrouble.class, this::check, name).getMessage();
            String started = assertThrows(HomeTrouble.class, this::start, name).getMessage();

            // Then
            assertTrue(checked.startsWith(name + " is damaged"), checked);
            assertEquals(checked, started);
            Files.write(file, whole);
        }
        assertTrue(check().isWell());
    }

    @Test
    void aRelayThatGotAnothersRoutingKeysDoesNotStartAndLeavesThemAsTheyAre() throws Exception {
        // Given
        TestRelay.start(directory, "one.example").close();
        Path other = directory.resolveSibling("two");
        RelayHome.create(other, Clock.systemUTC(), Entropy.system());
        Path keys = Files.copy(
                other.resolve("routing.keys"), directory.resolve("routing.keys"), StandardCopyOption.REPLACE_EXISTING);

        // When
        String started = assertThrows(HomeTrouble.class, this::start).getMessage();

        // Then
        assertTrue(started.startsWith("routing.keys is not of this relay's card"), started);
        assertEquals(started, assertThrows(HomeTrouble.class, this::check).getMessage());
        assertEquals(-1, Files.mismatch(other.resolve("routing.keys"), keys));
        Files.delete(directory.resolve("card"));
        start();
        assertTrue(check().isWell());
    }

    @Test
    void aCopyIsCheckedWhereItLies() throws Exception {
        // Given
        TestRelay.start(directory, "one.example").close();
        Path copy = directory.resolveSibling("copy");
        RelayCopy.make(directory, copy, () -> {});

        // When, Then
        assertTrue(check(copy).isWell());
        Files.write(copy.resolve("tls.pem"), new byte[20]);
        assertThrows(HomeTrouble.class, () -> check(copy));
    }

    private RelayCheck.Report check() throws HomeTrouble {
        return check(directory);
    }

    private static RelayCheck.Report check(Path directory) throws HomeTrouble {
        return RelayCheck.run(RelayHome.open(directory, Clock.systemUTC(), Entropy.system()), Entropy.system());
    }

    private void start() throws Exception {
        TestRelay.open(directory, Clock.systemUTC(), "one.example").close();
    }
}
