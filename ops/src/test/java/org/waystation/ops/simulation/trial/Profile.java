package org.waystation.ops.simulation.trial;

import java.util.Locale;

/** How rough a world is. */
public enum Profile {
    /** Each seed draws how rough its world is, and which faults it knows. */
    DRAWN,
    /** A fault now and then, as in good years. */
    CALM,
    /** Bad networks and tired disks, every hour something. */
    ROUGH,
    /** Everything breaks all the time. */
    MAD;

    /** As the command line spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
