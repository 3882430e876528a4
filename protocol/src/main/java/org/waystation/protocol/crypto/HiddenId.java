package org.waystation.protocol.crypto;

import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Hides ids that rows are found by: one block of AES-256 (FIPS 197) for an id of one block, which is a permutation of all ids
 * that looks random without the key. The same id always looks the same, as a key that is looked up must; nothing else shows.
 * Not for anything that may be longer than a block or that anybody could choose to be like another.
 *
 * <p>Confined to one thread.
 */
public final class HiddenId {
    public static final int ID_BYTES = 16;

    private final BlockCipher hiding = AESEngine.newInstance();
    private final BlockCipher showing = AESEngine.newInstance();

    /** The key stays the caller's, and is used for nothing else. */
    public HiddenId(SecretKey32 key) {
        hiding.init(true, new KeyParameter(key.raw()));
        showing.init(false, new KeyParameter(key.raw()));
    }

    /** The bytes, with the id that stands at {@code offset} hidden. */
    public byte[] hide(byte[] bytes, int offset) {
        byte[] hidden = bytes.clone();
        hiding.processBlock(bytes, offset, hidden, offset);
        return hidden;
    }

    /** The inverse. */
    public byte[] show(byte[] bytes, int offset) {
        byte[] shown = bytes.clone();
        showing.processBlock(bytes, offset, shown, offset);
        return shown;
    }
}
