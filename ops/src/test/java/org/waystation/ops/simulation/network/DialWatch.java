package org.waystation.ops.simulation.network;

/** Sees the dials of relays. */
@FunctionalInterface
public interface DialWatch {
    /**
     * A relay dials.
     *
     * @param from its machine
     * @return hears how the dial ends; not at all if the relay dies meanwhile
     */
    Outcome onDial(String from, String endpoint);

    /** How a dial ends. */
    @FunctionalInterface
    interface Outcome {
        void onEnd(boolean connected);
    }
}
