package org.waystation.client.person;

import org.waystation.protocol.frame.FaultNumber;

/** Why a connection to the relay ended, or never came about. */
public sealed interface Ending {
    /** As a sentence for the person: what happened. */
    String words();

    /** Nobody answers at the relay's address, or the way there is broken. */
    record Unreachable(String words) implements Ending {}

    /** The relay was there and has closed the connection, or does not answer any more. */
    record Lost(String words) implements Ending {}

    /** The other end is not the relay that it should be. Nothing secret was sent. */
    record Distrusted(String words) implements Ending {}

    /** The relay does not want this client, or not now. */
    record Refused(FaultNumber fault, String words) implements Ending {}

    /** The relay broke the protocol. */
    record Nonsense(String words) implements Ending {}

    /** This side failed; not the relay's doing. */
    record Broken(Throwable cause) implements Ending {
        @Override
        public String words() {
            return "The connection ended because of a fault in this program.";
        }
    }

    /** This side was asked to. */
    record Wanted() implements Ending {
        @Override
        public String words() {
            return "The connection was closed.";
        }
    }
}
