package org.waystation.client.person;

import java.util.List;
import java.util.Optional;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.ContactLink;

/**
 * The member that this vault belongs to.
 *
 * @param redeemed whether the relay has taken the voucher
 * @param endpoints where the relay may be reached, the likeliest first
 * @param pins TLS keys that the relay has to show; empty where its card has to tell: at the first connection, and when the stored
 *     card is old
 * @param closing that the relay closes for good, as it says itself
 */
public record Account(
        String relayName,
        RelayId relay,
        boolean redeemed,
        ContactLink link,
        List<String> endpoints,
        List<Bytes> pins,
        Optional<Tombstone> closing,
        long unreadable) {
    public Account {
        endpoints = List.copyOf(endpoints);
        pins = List.copyOf(pins);
    }
}
