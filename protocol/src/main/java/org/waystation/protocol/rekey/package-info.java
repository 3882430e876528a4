/**
 * The periodic post-quantum rekey: every so often a whole ML-KEM-768 exchange rides in the spare room of a conversation's
 * ordinary messages, and its secret goes into the root key together with the Diffie-Hellman output of a ratchet step. The
 * design is Waystation's own; docs/cryptography.md has the diagram, the argument, and what is not proven.
 *
 * <pre>
 * Rekey          one end's state, and what each event makes of it
 * Blocks         a key or ciphertext, as far as it has come
 * Piece          what one message carries of either
 * RekeySchedule  when an exchange is due
 * </pre>
 *
 * Plain values: no clock, no randomness of its own, safe for any thread.
 */
@NullMarked
package org.waystation.protocol.rekey;

import org.jspecify.annotations.NullMarked;
