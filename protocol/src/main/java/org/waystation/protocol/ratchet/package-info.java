/**
 * The end-to-end conversation of two people: the handshake (PQXDH, revision 3: X25519 and ML-KEM-1024) and the Double
 * Ratchet with header encryption (revision 4, section 4).
 *
 * <p>A {@link org.waystation.protocol.ratchet.Session} is an immutable snapshot: each step gives the next one, which the
 * caller stores in the same transaction as the message; a step that fails changes nothing. Nothing here reads a clock, a
 * file or a network. All types are safe for use by many threads; that the steps of one conversation follow each other is
 * the caller's to see to.
 *
 * <p>Where this differs from the published PQXDH: a person has two identity keys, Ed25519 for signatures and X25519 for
 * agreement, instead of one used for both. Each side proves the X25519 key by the agreement and vouches for it with the
 * Ed25519 key; both are in the fingerprint and in the associated data of every message.
 */
@NullMarked
package org.waystation.protocol.ratchet;

import org.jspecify.annotations.NullMarked;
