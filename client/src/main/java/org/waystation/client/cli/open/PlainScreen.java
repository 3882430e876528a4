package org.waystation.client.cli.open;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.waystation.client.cli.desk.Surroundings;

/**
 * Without a terminal: standard input to standard output, one line after the other. A thread of its own reads, for whoever
 * waits for standard input cannot be interrupted; it is one line ahead at most.
 */
public final class PlainScreen implements ChatScreen {
    private final Surroundings around;
    private final Runnable onLine;
    private final BlockingQueue<Read> lines = new ArrayBlockingQueue<>(1);
    private boolean started;

    /** A line, the end, or what went wrong. */
    private record Read(Optional<String> line, Optional<IOException> failure) {}

    public PlainScreen(Surroundings around, Runnable onLine) {
        this.around = around;
        this.onLine = onLine;
    }

    @Override
    public Optional<String> read() {
        start();
        try {
            Read read = lines.take();
            onLine.run();
            read.failure().ifPresent(failure -> {
                throw new UncheckedIOException(failure);
            });
            return read.line();
        } catch (InterruptedException e) {
            return Optional.empty();
        }
    }

    private void start() {
        if (!started) {
            started = true;
            Thread thread = new Thread(this::readAll, "chat-input");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void readAll() {
        BufferedReader in = new BufferedReader(new InputStreamReader(around.in(), StandardCharsets.UTF_8));
        try {
            Read read;
            do {
                read = next(in);
                lines.put(read);
            } while (read.line().isPresent());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Read next(BufferedReader in) {
        try {
            return new Read(Optional.ofNullable(in.readLine()), Optional.empty());
        } catch (IOException e) {
            return new Read(Optional.empty(), Optional.of(e));
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
