package org.waystation.ops.node;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/**
 * What a command may touch of the process that it runs in.
 *
 * @param out data, for a person or a pipe
 * @param err talk and failures
 * @param person whoever sits at the terminal; empty if nobody does
 */
public record Surroundings(PrintWriter out, PrintWriter err, Optional<Person> person, Map<String, String> environment) {

    /** Somebody who can be asked. */
    public interface Person {
        /** The answer to a question, without the end of line; empty if the terminal was closed. */
        String ask(String question);

        /** The answer to a question, typed unseen; empty if that is not possible or the terminal was closed. The caller wipes it. */
        default Optional<char[]> askSecret(String question) {
            return Optional.empty();
        }
    }
}
