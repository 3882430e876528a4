package org.waystation.client.cli;

import java.util.Optional;

/** Where a chat takes place: lines in, lines out. {@link #show} may be called by another thread than {@link #read}. */
interface ChatScreen extends AutoCloseable {
    /** What was typed; empty at the end. */
    Optional<String> read();

    void show(String line);

    @Override
    void close();
}
