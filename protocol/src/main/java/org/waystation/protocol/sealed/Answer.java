package org.waystation.protocol.sealed;

import java.util.Optional;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;

/** What a relay answers to a call; only the asking client can read it. */
public sealed interface Answer {

    /** The result of the method of {@code cases} that is for this kind. */
    <R> R match(Cases<R> cases);

    /** One method per kind. */
    interface Cases<R> {
        R appended(Appended answer);

        R prekeys(Prekeys answer);

        R refused(Refused answer);
    }

    /**
     * The envelope is in the mailbox, on disk.
     *
     * @param duplicate it was there before; a success all the same
     * @param ticket for the asker's next request to the same mailbox
     */
    record Appended(boolean duplicate, Optional<Ticket> ticket) implements Answer {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.appended(this);
        }
    }

    /** An encoded prekey bundle. */
    record Prekeys(Bytes bundle) implements Answer {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.prekeys(this);
        }
    }

    /** Not done, and why. */
    record Refused(FaultNumber fault) implements Answer {
        public static Refused of(FaultCode code) {
            return new Refused(FaultNumber.of(code));
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }
}
