package org.waystation.federation.link;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.waystation.protocol.id.RelayId;

/**
 * The one link of each pair. When both relays dial at once, both ends keep the same connection: the one that the relay
 * with the smaller identity key dialled. A link from a new start of the partner, or a second one dialled by the same side,
 * replaces the old, which must be dead.
 *
 * <p>Confined to the store's thread. Bounded by the roster.
 */
public final class LinkTable {
    private final Map<RelayId, LinkSession> links = new HashMap<>();

    /**
     * A link has become ready.
     *
     * @return the link that must now be closed: the older one, the new one itself, or none
     */
    public Optional<LinkSession> admit(LinkSession link) {
        LinkSession old = links.get(link.partner());
        if (old == null || replaces(link, old)) {
            links.put(link.partner(), link);
            return Optional.ofNullable(old);
        }
        return Optional.of(link);
    }

    private static boolean replaces(LinkSession link, LinkSession old) {
        boolean sameStart = link.partnerInstance().equals(old.partnerInstance());
        boolean sameDialler = link.dialler().equals(old.dialler());
        return !sameStart || sameDialler || compare(link.dialler(), old.dialler()) < 0;
    }

    private static int compare(RelayId left, RelayId right) {
        return Arrays.compareUnsigned(left.toByteArray(), right.toByteArray());
    }

    /** A link is over; whether it was the one in use. */
    public boolean remove(LinkSession link) {
        return links.remove(link.partner(), link);
    }

    public Optional<LinkSession> find(RelayId partner) {
        return Optional.ofNullable(links.get(partner));
    }

    public Collection<LinkSession> all() {
        return List.copyOf(links.values());
    }
}
