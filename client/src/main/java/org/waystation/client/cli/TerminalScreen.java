package org.waystation.client.cli;

import java.io.IOException;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A terminal with line editing. Append-only, so that a screen reader can follow. History lives as long as the chat. */
final class TerminalScreen implements ChatScreen {
    private final Terminal terminal;
    private final LineReader reader;
    private final String prompt;

    TerminalScreen(String prompt) throws IOException {
        this.terminal = TerminalBuilder.builder().system(true).dumb(true).build();
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        this.prompt = prompt;
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
    public void show(String line) {
        reader.printAbove(line);
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            // The process is about to end; the terminal goes back to its owner anyway.
        }
    }
}
