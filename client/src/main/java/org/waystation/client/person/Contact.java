package org.waystation.client.person;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;

/**
 * Somebody whom this person writes with, or may.
 *
 * @param id stable within one vault, never 0
 * @param name given here
 * @param callsItself given there: a claim that nobody has checked
 * @param fingerprint 32 bytes
 * @param fault why they are {@link State#UNREACHABLE}
 * @param distrusted what came for them was not theirs
 */
public record Contact(
        long id,
        String name,
        State state,
        Optional<String> callsItself,
        Optional<String> relayName,
        Bytes fingerprint,
        int unread,
        Optional<FaultNumber> fault,
        boolean distrusted,
        Trust trust) {

    /**
     * What the person has said about this contact's key.
     *
     * @param comparedAt when they said that the codes match
     * @param claimed fingerprint of another key that claims to be this contact's; until it is decided about nothing is sent
     * @param introducedAgain somebody with this key began anew in the middle of the conversation, since the codes were compared
     * @param moved the key is a later one that the earlier has signed for, and the codes were not compared since
     */
    public record Trust(
            Optional<Instant> comparedAt, Optional<Bytes> claimed, boolean moved, boolean introducedAgain) {}

    /** How far the two are. The name in lower case is stable. */
    public enum State {
        ADDING("being added: their keys have not come yet"),
        INTRODUCED("waiting for them to accept"),
        REQUESTED("wants to become a contact: accept to read and write"),
        ESTABLISHED("contact"),
        UNREACHABLE("could not be added"),
        REPLACED("has another key now; kept for what was written");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** For a person. */
        public String words() {
            return words;
        }

        /** For a program; stable. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
