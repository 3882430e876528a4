package org.waystation.ops.simulation.relays;

/** Looks at nothing: for trying a relay by hand. */
public final class BlindWitness implements Witness {}
