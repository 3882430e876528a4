package org.waystation.client.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Without a terminal: standard input to standard output, one line after the other. */
final class PlainScreen implements ChatScreen {
    private final BufferedReader in;
    private final Surroundings around;

    PlainScreen(Surroundings around) {
        this.around = around;
        this.in = new BufferedReader(new InputStreamReader(around.in(), StandardCharsets.UTF_8));
    }

    @Override
    public Optional<String> read() {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void show(String line) {
        around.out().println(line);
        around.out().flush();
    }

    @Override
    public void close() {
        // Standard input is not ours to close.
    }
}
