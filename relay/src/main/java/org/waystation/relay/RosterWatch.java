package org.waystation.relay;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.roster.Roster;
import org.waystation.relay.home.HomeTrouble;
import org.waystation.relay.home.RelayHome;

/** The roster as the running relay knows it, read again when its file changes. Any thread may ask; one refreshes. */
final class RosterWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RosterWatch.class);

    private final RelayHome home;
    private volatile Roster current;
    private long stamp;

    RosterWatch(RelayHome home) throws HomeTrouble {
        this.home = home;
        this.stamp = home.rosterStamp();
        this.current = home.roster();
    }

    Roster current() {
        return current;
    }

    /** To be called about every second, by one thread. A roster that cannot be read leaves the one before in force. */
    void refresh() {
        long now = home.rosterStamp();
        if (now == stamp) {
            return;
        }
        stamp = now;
        try {
            current = home.roster();
            LOG.info("the roster has changed: {} partners", current.partners().size());
        } catch (HomeTrouble trouble) {
            LOG.error("the roster has changed and is not used: {}", trouble.getMessage());
        }
    }
}
