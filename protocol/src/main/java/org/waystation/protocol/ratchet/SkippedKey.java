package org.waystation.protocol.ratchet;

import org.waystation.protocol.crypto.SecretKey32;

/**
 * The key of a message that has not come yet.
 *
 * @param day the {@link Age#days} of the session when the key was put aside
 */
record SkippedKey(SecretKey32 key, int day) {}
