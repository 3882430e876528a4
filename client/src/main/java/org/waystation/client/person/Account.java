package org.waystation.client.person;

import java.util.List;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.link.ContactLink;

/**
 * The member that this vault belongs to.
 *
 * @param redeemed whether the relay has taken the voucher
 * @param endpoints where the relay may be reached, the likeliest first
 * @param pins TLS keys that the relay's stored card names; empty before the first connection
 */
public record Account(
        String relayName,
        RelayId relay,
        boolean redeemed,
        ContactLink link,
        List<String> endpoints,
        List<Bytes> pins,
        long unreadable) {
    public Account {
        endpoints = List.copyOf(endpoints);
        pins = List.copyOf(pins);
    }
}
