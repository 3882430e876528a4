package org.waystation.client.cli.open;

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
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private void type(String text) {
        try {
            keyboard.write(text.getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyKeyPressIsToldAndNothingElse() {
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
    void aPassphraseIsNotShown() {
        // Given
        shown.onceSeen("Passphrase:", () -> type("a long walk\r"));

        // When
        Optional<char[]> typed = screen.askSecret("Passphrase: ");

        // Then
        assertEquals("a long walk", new String(typed.orElseThrow()));
        assertTrue(shown.toString(StandardCharsets.UTF_8).contains("Passphrase: "));
        assertFalse(shown.toString(StandardCharsets.UTF_8).contains("long"));
    }

    @Test
    void whatWasTypedBeforeTheQuestionIsNoPartOfThePassphrase() throws IOException {
        // Given
        try (LineDisciplineTerminal terminal = terminal("ansi")) {
            TerminalScreen onIt = new TerminalScreen(terminal, "> ", keys::incrementAndGet);
            press(terminal, "half a line");
            shown.onceSeen("Passphrase:", () -> press(terminal, "a long walk\r"));

            // When
            Optional<char[]> typed = onIt.askSecret("Passphrase: ");

            // Then
            assertEquals("a long walk", new String(typed.orElseThrow()));
            assertFalse(shown.toString(StandardCharsets.UTF_8).contains("walk"));
            assertTrue(terminal.getAttributes().getLocalFlag(Attributes.LocalFlag.ECHO));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Terminal.TYPE_DUMB, Terminal.TYPE_DUMB_COLOR})
    void aDumbTerminalIsNotAskedForAPassphraseThatItWouldShow(String type) throws IOException {
        // Given
        try (LineDisciplineTerminal terminal = terminal(type)) {
            TerminalScreen onIt = new TerminalScreen(terminal, "> ", keys::incrementAndGet);
            press(terminal, "a long walk\r");

            // When
            Optional<char[]> typed = onIt.askSecret("Passphrase: ");

            // Then
            assertEquals(Optional.empty(), typed);
            assertFalse(onIt.asksUnseen());
            assertFalse(shown.toString(StandardCharsets.UTF_8).contains("Passphrase"));
            assertEquals(Optional.of("a long walk"), onIt.read(), "what was typed is still there, so nobody took it");
        }
    }

    /** Has its keys pressed by {@link #press}, which has arrived when that returns. */
    private LineDisciplineTerminal terminal(String type) throws IOException {
        return new LineDisciplineTerminal("test", type, shown, StandardCharsets.UTF_8);
    }

    private static void press(LineDisciplineTerminal terminal, String text) {
        try {
            terminal.processInputBytes(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void wipingClearsTheTerminalAndWhatWasTyped() {
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
    private static final class Display extends ByteArrayOutputStream {
        private String question = "";
        private Runnable answer = Display::silence;
        private boolean answered = true;

        void onceSeen(String prompt, Runnable typing) {
            question = prompt;
            answer = typing;
            answered = false;
        }

        private static void silence() {}

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
            if (!answered && toString(StandardCharsets.UTF_8).contains(question)) {
                answered = true;
                answer.run();
            }
        }
    }
}
