package org.waystation.client.vault.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.vault.VaultFailure;

/** Guessing at a real vault, by a clock that is moved by hand. */
final class CooldownIT {
    private static final VaultOpening WRONG = new VaultOpening.WrongPassphrase(Duration.ZERO);

    private final Path path;
    private Instant now = Instant.parse("2027-03-01T12:00:00Z");

    CooldownIT(@TempDir Path temporary) {
        path = temporary.resolve("vault");
        VaultFiles.opened(directory().openOrCreate(VaultFiles.PASSPHRASE)).close();
    }

    /** A new one each time, as after a restart. */
    private VaultDirectory directory() {
        return new VaultFiles(path, Clock.fixed(now, ZoneOffset.UTC)).directory;
    }

    private VaultOpening guess() {
        return directory().open(Passphrase.of("a long walk hope"));
    }

    private VaultOpening cooling(long seconds) {
        return new VaultOpening.CoolingDown(Duration.ofSeconds(seconds));
    }

    private void guessFourTimes() {
        for (int i = 0; i < 4; i++) {
            assertInstanceOf(VaultOpening.WrongPassphrase.class, guess());
        }
    }

    @Test
    void fromTheFourthWrongOneOnTheNextHasToWait() {
        // When, Then
        assertEquals(List.of(WRONG, WRONG, WRONG), List.of(guess(), guess(), guess()));
        assertEquals(new VaultOpening.WrongPassphrase(Duration.ofSeconds(10)), guess());
        assertEquals(cooling(10), guess());
        now = now.plusSeconds(10);
        assertEquals(new VaultOpening.WrongPassphrase(Duration.ofSeconds(20)), guess());
        now = now.plusSeconds(19);
        assertEquals(cooling(1), guess());
    }

    @Test
    void theRightOneHasToWaitAsWellAndThenAllIsForgotten() throws IOException {
        // Given
        guessFourTimes();
        assertEquals(cooling(10), directory().open(VaultFiles.PASSPHRASE));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("vault.tries"))));

        // When
        now = now.plusSeconds(10);
        VaultFiles.opened(directory().open(VaultFiles.PASSPHRASE)).close();

        // Then
        assertFalse(Files.exists(path.resolve("vault.tries")));
        assertEquals(WRONG, guess());
    }

    @Test
    void aClockThatWasSetBackLocksOutForOnePauseOnly() {
        // Given
        guessFourTimes();

        // When
        now = now.minus(Duration.ofDays(1_000));

        // Then
        assertEquals(cooling(10), guess());
        now = now.plusSeconds(6);
        assertEquals(cooling(4), guess());
        now = now.plusSeconds(4);
        assertInstanceOf(VaultOpening.WrongPassphrase.class, guess());
    }

    @Test
    void aGuessIsCountedBeforeItIsLookedAt() throws IOException {
        // Given
        guessFourTimes();
        byte[] counted = Files.readAllBytes(path.resolve("vault.tries"));

        // When: a process that was killed while it stretched the passphrase leaves the same.
        now = now.plusSeconds(10);
        VaultFiles.opened(directory().open(VaultFiles.PASSPHRASE)).close();
        Files.write(path.resolve("vault.tries"), counted);

        // Then
        assertInstanceOf(VaultOpening.WrongPassphrase.class, guess());
        assertEquals(cooling(20), guess());
    }

    @Test
    void whoGuessesAtOnceIsCountedOneByOne() throws Exception {
        // Given
        ExecutorService guessers = Executors.newFixedThreadPool(4);

        // When
        long wrong;
        try {
            List<Callable<VaultOpening>> guesses = Stream.<Callable<VaultOpening>>generate(() -> this::guess)
                    .limit(24)
                    .toList();
            List<VaultOpening> openings =
                    guessers.invokeAll(guesses).stream().map(CooldownIT::result).toList();
            wrong = openings.stream()
                    .filter(VaultOpening.WrongPassphrase.class::isInstance)
                    .count();
        } finally {
            guessers.shutdownNow();
        }

        // Then: the others met the lock or the pause; no passphrase was looked at that was not counted.
        assertTrue(wrong >= 1 && wrong <= 4, wrong + " were looked at");
        for (long i = wrong; i < 4; i++) {
            assertInstanceOf(VaultOpening.WrongPassphrase.class, guess());
        }
        assertEquals(cooling(10), guess());
    }

    @Test
    void aDamagedKeyFileCostsNoTry() throws IOException {
        // Given
        byte[] whole = Files.readAllBytes(path.resolve("vault.key"));
        Files.write(path.resolve("vault.key"), new byte[] {1});

        // When
        for (int i = 0; i < 10; i++) {
            assertThrows(VaultFailure.class, this::guess);
        }

        // Then
        Files.write(path.resolve("vault.key"), whole);
        VaultFiles.opened(directory().open(VaultFiles.PASSPHRASE)).close();
    }

    private static VaultOpening result(Future<VaultOpening> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
