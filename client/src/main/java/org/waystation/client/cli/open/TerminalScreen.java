package org.waystation.client.cli.open;

import java.io.IOException;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.waystation.client.cli.desk.Shown;

/** A terminal with line editing. Append-only, so that a screen reader can follow. History lives as long as the chat. */
public final class TerminalScreen implements ChatScreen {
    /** Nothing is shown for what is typed. */
    private static final Character UNSEEN = '\0';

    /** So long nothing comes any more of what was typed before; nobody answers a question that fast. */
    private static final long SILENCE_MILLIS = 50;

    /** More than anybody types between a lock and the question. */
    private static final int MAX_TYPED_BEFORE = 65_536;

    private final Terminal terminal;
    private final LineReader reader;
    private final String prompt;

    /** {@code onKey} is called at each key press, on the reading thread. */
    public TerminalScreen(String prompt, Runnable onKey) throws IOException {
        this(TerminalBuilder.builder().system(true).dumb(true).build(), prompt, onKey);
    }

    public TerminalScreen(Terminal terminal, String prompt, Runnable onKey) throws IOException {
        this.terminal = terminal;
        this.prompt = prompt;
        LineReaderImpl watched = new WatchedReader(terminal, onKey);
        watched.setHistory(new DefaultHistory());
        watched.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
        this.reader = watched;
    }

    @Override
    public Optional<String> read() {
        try {
            return Optional.of(reader.readLine(prompt));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        }
    }

    /** Not on a dumb terminal: the library cannot turn off its echo, and would overwrite the line for ever instead. */
    @Override
    public boolean asksUnseen() {
        return !Terminal.TYPE_DUMB.equals(terminal.getType()) && !Terminal.TYPE_DUMB_COLOR.equals(terminal.getType());
    }

    @Override
    public Optional<char[]> askSecret(String question) {
        if (!asksUnseen()) {
            return Optional.empty();
        }
        // In raw mode at once: only there comes a line that was begun before, and nothing is echoed meanwhile.
        Attributes before = terminal.enterRawMode();
        try {
            dropTyped();
            return Optional.of(reader.readLine(question, UNSEEN).toCharArray());
        } catch (UserInterruptException | EndOfFileException | IOException e) {
            return Optional.empty();
        } finally {
            terminal.setAttributes(before);
        }
    }

    /** What was typed before the question is no part of the answer. */
    private void dropTyped() throws IOException {
        NonBlockingReader keyboard = terminal.reader();
        int dropped = 0;
        while (dropped < MAX_TYPED_BEFORE && keyboard.peek(SILENCE_MILLIS) >= 0) {
            keyboard.read();
            dropped++;
        }
    }

    @Override
    public void show(String line) {
        reader.printAbove(line);
    }

    @Override
    public void wipe() {
        try {
            reader.getHistory().purge();
        } catch (IOException e) {
            // There is no file behind this history.
        }
        terminal.writer().print(Shown.WIPE);
        terminal.flush();
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            // The process is about to end; the terminal goes back to its owner anyway.
        }
    }

    /** The library's own way to hear of keys is to stand where it waits for them. */
    private static final class WatchedReader extends LineReaderImpl {
        private final Runnable onKey;

        WatchedReader(Terminal terminal, Runnable onKey) throws IOException {
            super(terminal);
            this.onKey = onKey;
        }

        @Override
        public Binding readBinding(KeyMap<Binding> keys, KeyMap<Binding> local) {
            Binding pressed = super.readBinding(keys, local);
            onKey.run();
            return pressed;
        }
    }
}
