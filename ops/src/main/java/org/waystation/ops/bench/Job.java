package org.waystation.ops.bench;

import java.util.Locale;

/** What can be measured. */
enum Job {
    OFFLINE,
    DRAIN,
    ONLINE,
    FEDERATED,
    IDLE;

    /** As it is written at the prompt. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
