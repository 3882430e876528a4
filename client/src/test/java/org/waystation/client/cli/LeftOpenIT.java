package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that stay open, and that nobody comes back to. */
final class LeftOpenIT {

    private final Household people;

    LeftOpenIT(@TempDir Path temporary) throws IOException {
        this.people = new Household(temporary);
        people.json(people.shell("ana"), "join", people.relays().start("one.example"));
        people.json(people.shell("bojan"), "join", people.relays().start("two.example"));
        String link =
                people.json(people.shell("bojan"), "link").json().path("link").asText();
        assertEquals(
                0,
                people.json(people.shell("ana"), "add", link, "--name", "bojan").exit());
    }

    @AfterEach
    void stop() {
        people.close();
    }

    @Test
    void aChatWithoutATerminalLocksByEnding() {
        // When
        Shell.Ended ended = people.json(people.shell("ana").at(hurried()).input(silence(() -> {})), "chat", "bojan");

        // Then
        assertEquals(1, ended.exit());
        assertTrue(ended.err().contains("Locked after 15 minutes without a key press."), ended.err());
        assertFalse(ended.err().contains("Exception"), ended.err());
        assertEquals(0, people.json(people.shell("ana"), "status").exit(), "the vault was let go of");
    }

    @Test
    void followingWithoutATerminalLocksByEnding() {
        // When
        Shell.Ended ended = people.json(people.shell("ana").at(hurried()), "read", "--follow", "--lock-after", "1h");

        // Then
        assertEquals("locked", ended.errorCode());
        assertTrue(ended.err().contains("Locked after 60 minutes without a key press."), ended.err());
    }

    @Test
    void atATerminalFollowingAsksForThePassphraseAndGoesOn() {
        // Given
        Shell shell = people.shell("ana").at(hurried()).types("not this one", Household.PASSPHRASE);

        // When
        Shell.Ended ended = people.words(shell, "read", "--follow");

        // Then: wrong, right, and at the second lock the person is not there any more.
        assertEquals(3, shell.questions.size(), shell.questions.toString());
        assertEquals(1, ended.exit());
        assertEquals(2, ended.out().split("\u001b\\[2J", -1).length - 1, "the screen was cleared at each lock");
        assertTrue(ended.err().contains("The passphrase is wrong"), ended.err());
        assertFalse(ended.err().contains("Exception"), ended.err());
    }

    @Test
    void anOpenChatEndsWhenItsVaultIsClearedElsewhere() {
        // Given
        AtomicReference<Shell.Ended> cleared = new AtomicReference<>();
        InputStream clears = silence(() -> cleared.set(people.shell("ana").run("clear", "--yes")));

        // When
        Shell.Ended ended = people.json(people.shell("ana").input(clears), "chat", "bojan");

        // Then
        assertEquals(0, cleared.get().exit(), cleared.get().err());
        assertEquals(1, ended.exit());
        assertTrue(ended.err().contains("destroyed from elsewhere"), ended.err());
        assertFalse(ended.err().contains("Exception"), ended.err());
        assertFalse(Files.exists(people.vault("ana")));
    }

    /** Half an hour passes between any two looks at it. */
    private static Clock hurried() {
        return new Clock() {
            private Instant now = Instant.now();

            @Override
            public synchronized Instant instant() {
                now = now.plus(Duration.ofMinutes(30));
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    /** Nobody types anything, ever; {@code first} runs when somebody begins to wait for it. */
    private static InputStream silence(Runnable first) {
        return new InputStream() {
            @Override
            public int read() {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                first.run();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return -1;
            }
        };
    }
}
