package org.waystation.client.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A screen on a terminal that is made of two streams. */
@Timeout(60)
final class TerminalScreenTest {
    private final PipedOutputStream keyboard = new PipedOutputStream();
    private final Display shown = new Display();
    private final AtomicInteger keys = new AtomicInteger();
    private final TerminalScreen screen;

    TerminalScreenTest() throws IOException {
        Terminal terminal =
                new ExternalTerminal("test", "ansi", new PipedInputStream(keyboard), shown, StandardCharsets.UTF_8);
        screen = new TerminalScreen(terminal, "> ", keys::incrementAndGet);
    }

    @AfterEach
    void close() {
        screen.close();
    }

    private void type(String text) throws IOException {
        keyboard.write(text.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    @Test
    void everyKeyPressIsToldAndNothingElse() throws IOException {
        // When
        type("abc\r");
        Optional<String> line = screen.read();
        screen.show("what somebody else wrote");

        // Then
        assertEquals(Optional.of("abc"), line);
        assertEquals(4, keys.get());
    }

    @Test
    void whoWaitsForALineCanBeInterrupted() {
        // Given
        Thread.currentThread().interrupt();

        // When
        Optional<String> line = screen.read();

        // Then
        assertEquals(Optional.empty(), line);
        assertFalse(Thread.interrupted());
    }

    @Test
    void aPassphraseIsNotShown() throws IOException {
        // Given
        shown.onceSeen("Passphrase:", "a long walk\r");

        // When
        Optional<char[]> typed = screen.askSecret("Passphrase: ");

        // Then
        assertEquals("a long walk", new String(typed.orElseThrow()));
        assertTrue(shown.toString(StandardCharsets.UTF_8).contains("Passphrase: "));
        assertFalse(shown.toString(StandardCharsets.UTF_8).contains("long"));
    }

    @Test
    void wipingClearsTheTerminalAndWhatWasTyped() throws IOException {
        // Given
        type("something secret\r");
        screen.read();

        // When
        screen.wipe();

        // Then
        assertTrue(shown.toString(StandardCharsets.UTF_8).endsWith("\u001b[H\u001b[2J\u001b[3J"));
        type("\u001b[A\r"); // The line before this one.
        assertEquals(Optional.of(""), screen.read());
    }

    /** What is shown, and a person who types when they are asked; what is typed before, any terminal shows. */
    private final class Display extends ByteArrayOutputStream {
        private String question = "";
        private String answer = "";

        void onceSeen(String prompt, String typed) {
            question = prompt;
            answer = typed;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            answer();
        }

        @Override
        public synchronized void write(int one) {
            super.write(one);
            answer();
        }

        private void answer() {
            if (!answer.isEmpty() && toString(StandardCharsets.UTF_8).contains(question)) {
                String typed = answer;
                answer = "";
                try {
                    type(typed);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
