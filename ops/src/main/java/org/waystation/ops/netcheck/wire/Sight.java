package org.waystation.ops.netcheck.wire;

import java.util.Optional;
import org.waystation.protocol.id.Bytes;

/**
 * What was seen of one endpoint.
 *
 * @param stop where the look ended; empty if the relay has greeted
 * @param pin of the TLS key that whoever answers has proved to hold
 * @param greeting there, if and only if there is no stop
 */
public record Sight(String endpoint, Optional<Stop> stop, Optional<Bytes> pin, Optional<Greeting> greeting) {

    static Sight greeted(String endpoint, Bytes pin, Greeting greeting) {
        return new Sight(endpoint, Optional.empty(), Optional.of(pin), Optional.of(greeting));
    }
}
