package org.waystation.client.cli.desk;

import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.waystation.protocol.crypto.PassphraseKey;

/**
 * What a command finds around it.
 *
 * @param person empty if nobody sits at a terminal
 * @param passphraseCost of a vault that is made
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        InputStream in,
        Optional<Person> person,
        Map<String, String> environment,
        PassphraseKey.Cost passphraseCost,
        Clock clock) {

    /** Somebody who can be asked. */
    public interface Person {
        /** What was typed, unseen; empty if the person gave up. */
        Optional<char[]> askSecret(String question);

        /** What was typed, seen; empty if the person gave up. */
        default Optional<String> ask(String question) {
            return askSecret(question).map(String::new);
        }
    }
}
