package org.waystation.client.person;

import java.time.Instant;

/**
 * A text that somebody has written to this person.
 *
 * @param contact id of who wrote it
 * @param contactName name of who wrote it
 * @param number counts their texts, from 1
 * @param missingBefore how many of their texts between the one that was shown last and this one have not come, and may never
 * @param sentAt by their clock: shown, never trusted
 */
public record ReceivedText(
        long contact,
        String contactName,
        long number,
        long missingBefore,
        String text,
        Instant sentAt,
        Instant receivedAt) {

    @Override
    public String toString() {
        return "ReceivedText[redacted]";
    }
}
