package org.waystation.client.person;

import java.time.Instant;
import java.util.Optional;
import org.waystation.protocol.frame.FaultNumber;

/**
 * A text that this person has written, and how far it has come.
 *
 * @param number counts the texts to this contact, from 1
 * @param fault why it was refused
 */
public record SentText(
        long contact,
        String contactName,
        long number,
        String text,
        Instant sentAt,
        Delivery delivery,
        Optional<FaultNumber> fault) {

    @Override
    public String toString() {
        return "SentText[redacted]";
    }
}
