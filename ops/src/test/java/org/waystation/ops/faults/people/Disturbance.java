package org.waystation.ops.faults.people;

/** What happens to the connections of people who move about; they come back each time. */
public enum Disturbance {
    /** A reset, as from a device that was switched off. */
    CUT {
        @Override
        void strike(Wire wire) {
            wire.cut();
        }
    },
    /** The connection stays and says nothing any more, and another is made. */
    SILENCE {
        @Override
        void strike(Wire wire) {
            wire.fallSilent();
        }
    },
    /** A farewell, and a return after a while. */
    ABSENCE {
        @Override
        void strike(Wire wire) {
            wire.goAway(AWAY_MILLIS);
        }
    };

    private static final long AWAY_MILLIS = 3_000;

    abstract void strike(Wire wire);
}
