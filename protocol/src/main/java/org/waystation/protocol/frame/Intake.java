package org.waystation.protocol.frame;

import org.waystation.protocol.limits.Limits;

/** How much a peer may say in one frame, and who hears when a large one has come in half. On the channel's event loop. */
public interface Intake {
    /** Frames up to this length are not worth a word when they have come in half. */
    int SMALL_BYTES = 4_096;

    /** Whatever the protocol allows, and nobody hears of halves. */
    Intake ANY = new Intake() {};

    /** Bytes that the next frame may have; at most {@link Limits#MAX_FRAME_BYTES} count. */
    default int mostBytes() {
        return Limits.MAX_FRAME_BYTES;
    }

    /** Of a frame longer than {@link #SMALL_BYTES} a part has come. */
    default void onHalf() {}

    /** The rest has come. Not called if the connection ends before. */
    default void onWhole() {}
}
