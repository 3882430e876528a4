package org.waystation.ops.simulation.loading;

/** Which asymmetric cryptography a simulated world computes with. */
public enum Crypto {
    REAL,
    /** Hashes instead of curves and lattices: the same lengths, the same randomness, many times faster, not secure. */
    STAND_IN
}
