package org.waystation.client.cli.open;

import java.util.Optional;

/**
 * Where a chat takes place: lines in, lines out. {@link #show} may be called by another thread than the rest. Tells somebody
 * of each key press, or of each line where keys cannot be seen.
 */
public interface ChatScreen extends AutoCloseable {
    /** What was typed; empty at the end, or when the thread was interrupted. */
    Optional<String> read();

    void show(String line);

    /** Takes away what was shown and typed, as far as that can be done here. */
    default void wipe() {}

    /** Whether somebody sits here who can type unseen. */
    default boolean asksUnseen() {
        return false;
    }

    /** A passphrase, typed unseen; empty if the person gave up, or unless {@link #asksUnseen}. */
    default Optional<char[]> askSecret(String question) {
        return Optional.empty();
    }

    @Override
    void close();
}
