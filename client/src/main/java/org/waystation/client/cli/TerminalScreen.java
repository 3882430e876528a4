package org.waystation.client.cli;

import java.io.IOException;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A terminal with line editing. Append-only, so that a screen reader can follow. History lives as long as the chat. */
final class TerminalScreen implements ChatScreen {
    /** Nothing is shown for what is typed. */
    private static final Character UNSEEN = '\0';

    private final Terminal terminal;
    private final LineReader reader;
    private final String prompt;

    /** {@code onKey} is called at each key press, on the reading thread. */
    TerminalScreen(String prompt, Runnable onKey) throws IOException {
        this(TerminalBuilder.builder().system(true).dumb(true).build(), prompt, onKey);
    }

    TerminalScreen(Terminal terminal, String prompt, Runnable onKey) throws IOException {
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

    @Override
    public Optional<char[]> askSecret(String question) {
        try {
            return Optional.of(reader.readLine(question, UNSEEN).toCharArray());
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
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
