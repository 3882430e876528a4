/**
 * The primitives of cryptography behind one small surface that is hard to misuse; the only package, besides the one that
 * makes certificates, that knows Bouncy Castle.
 *
 * <p>Four rules hold everywhere:
 *
 * <ul>
 *   <li>Every signature, hash and derivation takes a {@link org.waystation.protocol.crypto.Label}, so nothing made for
 *       one purpose is ever valid for another. What follows the label is a list of parts, each with its length in front
 *       (four bytes, big-endian), so that no two lists look the same.
 *   <li>Everything random takes an {@link org.waystation.protocol.crypto.Entropy}, so a seed can replay a whole
 *       federation.
 *   <li>Secret bytes leave their type only through a method named {@code exposeBytes}; {@code toString} never shows
 *       them, {@code equals} takes the same time for every content.
 *   <li>What does not authenticate or is malformed ends in {@link org.waystation.protocol.crypto.CryptoRefused}, without
 *       a reason. A wrong length given by our own code is a bug and ends in an unchecked exception.
 * </ul>
 *
 * <p>Who computes what: Bouncy Castle the curves, ML-KEM, X-Wing and Argon2id; the JDK SHA-256, HMAC and AES-GCM, where it
 * is several times faster, with Bouncy Castle behind it ({@code Symmetric}). All types are immutable (but for {@code destroy}) and safe for use by many threads, but for those that say they belong
 * to one.
 */
@NullMarked
package org.waystation.protocol.crypto;

import org.jspecify.annotations.NullMarked;
