package org.waystation.protocol.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Seals very many short rows at little cost each: AES-256-GCM (NIST SP 800-38D) with a counted nonce under a key of this
 * object's own, which is kept ready from row to row.
 *
 * <pre>
 * epoch 12 | count 4 | ciphertext | tag 16        key of the epoch = HMAC(key, label, epoch), nonce = zeros 8 | count 4
 * </pre>
 *
 * <p>Why no nonce comes twice: an epoch is 12 random bytes, drawn when the object is made and again after 2^32 rows, and counts
 * are never taken back, whatever becomes of the row. Nothing that chooses a nonce is read from a disk, so a store that crashed
 * or was put back from a copy goes on under an epoch that neither it nor the copy has ever seen. Two epochs are the same with
 * a probability below 2^-40 after 2^28 of them, a start each second for eight years. Random nonces of 96 bits under one key
 * would reach 2^-32 after 2^32 rows, which a busy store writes within days. What is left: a running machine that is copied
 * with its memory, and both copies resumed.
 *
 * <p>An epoch of 2^32 rows of at most 64 KiB is 2^44 blocks, where AES-GCM is told from an ideal cipher with a probability
 * below 2^-40.
 *
 * <p>Rows are opened under the epoch that they name; the keys of the last {@value #EPOCHS_KEPT} are kept. Confined to one
 * thread.
 */
public final class RowSeal {
    private static final int EPOCH_BYTES = 12;
    private static final int HEAD_BYTES = EPOCH_BYTES + Integer.BYTES;

    /** What sealing adds to a row. */
    public static final int OVERHEAD_BYTES = HEAD_BYTES + Aead.TAG_BYTES;

    static final int EPOCHS_KEPT = 64;
    private static final long ROWS_PER_EPOCH = 1L << Integer.SIZE;

    private final Label label;
    private final SecretKey32 key;
    private final Entropy entropy;
    private final long rowsPerEpoch;
    private final Map<ByteBuffer, KeptCipher> known = new LinkedHashMap<>(EPOCHS_KEPT, 0.75f, true);
    private final byte[] nonce = new byte[Aead.NONCE_BYTES];

    private byte[] epoch = {};
    private KeptCipher sealing;
    private long count;

    private byte[] lastOpened;
    private KeptCipher opening;

    /** @param label what the rows are; the key stays the caller's */
    public RowSeal(Label label, SecretKey32 key, Entropy entropy) {
        this(label, key, entropy, ROWS_PER_EPOCH);
    }

    RowSeal(Label label, SecretKey32 key, Entropy entropy, long rowsPerEpoch) {
        this.label = label;
        this.key = key;
        this.entropy = entropy;
        this.rowsPerEpoch = rowsPerEpoch;
        epoch = entropy.bytes(EPOCH_BYTES);
        sealing = cipherOf(epoch);
        lastOpened = epoch;
        opening = sealing;
    }

    /** @param associated what the row is bound to, and is needed to open it */
    public byte[] seal(byte[] associated, byte[] row) {
        if (count == rowsPerEpoch) {
            epoch = entropy.bytes(EPOCH_BYTES);
            sealing = cipherOf(epoch);
            count = 0;
        }
        byte[] sealed = Arrays.copyOf(epoch, OVERHEAD_BYTES + row.length);
        ByteBuffer.wrap(sealed).putInt(EPOCH_BYTES, (int) count++);
        sealing.encrypt(nonceOf(sealed), associated, row, sealed, HEAD_BYTES);
        return sealed;
    }

    /** @throws CryptoRefused if it was sealed under another key or for something else, or was changed */
    public byte[] open(byte[] associated, byte[] sealed) throws CryptoRefused {
        if (sealed.length < OVERHEAD_BYTES) {
            throw new CryptoRefused();
        }
        if (!Arrays.equals(lastOpened, 0, EPOCH_BYTES, sealed, 0, EPOCH_BYTES)) {
            lastOpened = Arrays.copyOf(sealed, EPOCH_BYTES);
            opening = cipherOf(lastOpened);
        }
        return opening.decrypt(nonceOf(sealed), associated, sealed, HEAD_BYTES);
    }

    private byte[] nonceOf(byte[] sealed) {
        System.arraycopy(sealed, EPOCH_BYTES, nonce, Aead.NONCE_BYTES - Integer.BYTES, Integer.BYTES);
        return nonce;
    }

    private KeptCipher cipherOf(byte[] wanted) {
        KeptCipher found = known.computeIfAbsent(
                ByteBuffer.wrap(wanted), unused -> Symmetric.CHOSEN.keep(Kdf.mac(label, key, wanted)));
        if (known.size() > EPOCHS_KEPT) {
            known.remove(known.keySet().iterator().next());
        }
        return found;
    }

    /** Epochs whose keys are kept now. */
    int epochsKept() {
        return known.size();
    }
}
