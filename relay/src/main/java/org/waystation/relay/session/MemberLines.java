package org.waystation.relay.session;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.waystation.protocol.id.MemberKey;

/**
 * Which connections are a member's, so that one member cannot take the room of all: of more than {@value #MOST} the one that has
 * been there for longest closes. That is a dead one where somebody's network comes and goes.
 *
 * <p>Confined to the store's thread. Memory only, and bounded by connections.
 */
public final class MemberLines {
    /** Connections that a member has at most. */
    static final int MOST = 16;

    private final Map<MemberKey, Set<ClientPort>> lines = new HashMap<>();
    private final Map<ClientPort, MemberKey> members = new HashMap<>();

    /** A connection has proved to be a member's. */
    public void onAdmitted(MemberKey member, ClientPort port) {
        onGone(port);
        members.put(port, member);
        Set<ClientPort> own = lines.computeIfAbsent(member, any -> new LinkedHashSet<>());
        own.add(port);
        if (own.size() > MOST) {
            ClientPort oldest = own.iterator().next();
            onGone(oldest);
            oldest.close();
        }
    }

    /** A connection is gone, or somebody else's from now on. */
    public void onGone(ClientPort port) {
        MemberKey member = members.remove(port);
        if (member != null) {
            lines.computeIfPresent(member, (any, own) -> own.remove(port) && own.isEmpty() ? null : own);
        }
    }

    /** Members who are connected now. */
    int members() {
        return lines.size();
    }
}
