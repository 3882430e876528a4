package org.waystation.protocol.crypto;

/**
 * Hash, keyed hash and encryption, as either provider computes them; both give the same bytes. The JDK's are several times
 * faster (docs/cryptography.md has the figures), so they are used wherever the platform has them, which every JDK does; Bouncy
 * Castle's are there on any platform.
 *
 * <p>Safe for any thread.
 */
interface Symmetric {
    Symmetric CHOSEN = JdkSymmetric.find().<Symmetric>map(found -> found).orElseGet(BouncySymmetric::new);

    /** SHA-256 (FIPS 180-4), 32 bytes. */
    byte[] sha256(byte[] bytes);

    /** HMAC-SHA256 (RFC 2104) over the chunks one after the other, 32 bytes. */
    byte[] hmac(byte[] key, byte[]... chunks);

    /** AES-256-GCM (NIST SP 800-38D) with a tag of 16 bytes behind the ciphertext; key 32 and nonce 12 bytes in one array. */
    byte[] encrypt(byte[] keyAndNonce, byte[] associated, byte[] plaintext);

    /** The inverse; refuses whatever does not authenticate. */
    byte[] decrypt(byte[] keyAndNonce, byte[] associated, byte[] ciphertext) throws CryptoRefused;

    /** The same cipher with one key that is kept ready for many messages; for one thread. */
    KeptCipher keep(byte[] key);
}
