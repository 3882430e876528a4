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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waystation.client.messenger.SocketRelays;

/** Commands that stay open, and that nobody comes back to. */
final class LeftOpenIT {
    private static final String PASSPHRASE = "a long walk home";

    private final SocketRelays relays = new SocketRelays();
    private final Path temporary;
    private final Path passphrase;

    LeftOpenIT(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        this.passphrase = Files.writeString(temporary.resolve("passphrase"), PASSPHRASE + "\n");
        run(new Shell(vault("ana")), "join", relays.start("one.example"));
        run(new Shell(vault("bojan")), "join", relays.start("two.example"));
        String link = run(new Shell(vault("bojan")), "link").json().path("link").asText();
        assertEquals(
                0, run(new Shell(vault("ana")), "add", link, "--name", "bojan").exit());
    }

    @AfterEach
    void stop() {
        relays.close();
    }

    private Path vault(String who) {
        return temporary.resolve(who);
    }

    private Shell.Ended run(Shell shell, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--passphrase-file", passphrase.toString(), "--json"));
        return shell.run(all.toArray(String[]::new));
    }

    @Test
    void aChatWithoutATerminalLocksByEnding() {
        // When
        Shell.Ended ended = run(new Shell(vault("ana")).at(hurried()).input(silence(() -> {})), "chat", "bojan");

        // Then
        assertEquals(1, ended.exit());
        assertTrue(ended.err().contains("Locked after 15 minutes without a key press."), ended.err());
        assertFalse(ended.err().contains("Exception"), ended.err());
        assertEquals(0, run(new Shell(vault("ana")), "status").exit(), "the vault was let go of");
    }

    @Test
    void followingWithoutATerminalLocksByEnding() {
        // When
        Shell.Ended ended = run(new Shell(vault("ana")).at(hurried()), "read", "--follow", "--lock-after", "1h");

        // Then
        assertEquals("locked", ended.errorCode());
        assertTrue(ended.err().contains("Locked after 60 minutes without a key press."), ended.err());
    }

    @Test
    void atATerminalFollowingAsksForThePassphraseAndGoesOn() {
        // Given
        Shell shell = new Shell(vault("ana")).at(hurried()).types("not this one", PASSPHRASE);

        // When
        Shell.Ended ended = shell.run("read", "--follow", "--passphrase-file", passphrase.toString());

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
        InputStream clears = silence(() -> cleared.set(new Shell(vault("ana")).run("clear", "--yes")));

        // When
        Shell.Ended ended = run(new Shell(vault("ana")).input(clears), "chat", "bojan");

        // Then
        assertEquals(0, cleared.get().exit(), cleared.get().err());
        assertEquals(1, ended.exit());
        assertTrue(ended.err().contains("destroyed from elsewhere"), ended.err());
        assertFalse(ended.err().contains("Exception"), ended.err());
        assertFalse(Files.exists(vault("ana")));
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
