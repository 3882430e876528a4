package org.waystation.relay.home;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.PassphraseKey;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * The file {@code node.key}: the key that secret files are sealed under, wrapped under the node key. Moving to another node
 * key replaces this one file.
 *
 * <pre>
 * "WAYNKEY1" 8 | kind of node key 1 | version, cost and salt of the stretching 29 | AEAD(file key 32) 64 | checksum 16
 * </pre>
 *
 * Everything before the AEAD is its associated data. Kind: 1 a key, which the stretching is not used for; 2 a passphrase. The
 * checksum is half a SHA-256 of everything before it; it tells a damaged file from a wrong key, and protects from nobody.
 */
final class WrappedKey {
    private static final byte[] MAGIC = "WAYNKEY1".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = MAGIC.length + 1 + PassphraseKey.ENCODED_BYTES;
    private static final int SEALED_BYTES = SecretKey32.BYTES + Aead.OVERHEAD_BYTES;
    private static final int CHECKSUM_BYTES = 16;
    private static final int BYTES = HEADER_BYTES + SEALED_BYTES + CHECKSUM_BYTES;

    private WrappedKey() {}

    /** The file's content. */
    static byte[] wrap(SecretKey32 fileKey, NodeKey nodeKey, Entropy entropy) {
        PassphraseKey stretching = PassphraseKey.create(PassphraseKey.Cost.INTERACTIVE, entropy);
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .put(MAGIC)
                .put(nodeKey.kind().number())
                .put(stretching.encode())
                .array();
        byte[] plain = fileKey.exposeBytes();
        byte[] sealed = Aead.seal(Label.NODE_KEY, nodeKey.stretched(stretching), header, plain, entropy);
        Arrays.fill(plain, (byte) 0);
        return ByteBuffer.allocate(BYTES)
                .put(header)
                .put(sealed)
                .put(checksum(header, sealed))
                .array();
    }

    /** @throws HomeTrouble if the file is damaged, or the node key is another or of another kind */
    static SecretKey32 unwrap(byte[] file, NodeKey nodeKey) throws HomeTrouble {
        if (file.length != BYTES) {
            throw damaged();
        }
        byte[] header = Arrays.copyOf(file, HEADER_BYTES);
        byte[] sealed = Arrays.copyOfRange(file, HEADER_BYTES, HEADER_BYTES + SEALED_BYTES);
        byte[] checksum = Arrays.copyOfRange(file, HEADER_BYTES + SEALED_BYTES, BYTES);
        boolean whole = Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && Digest.constantTimeEquals(checksum, checksum(header, sealed));
        if (!whole) {
            throw damaged();
        }
        if (header[MAGIC.length] != nodeKey.kind().number()) {
            throw new HomeTrouble(
                    header[MAGIC.length] == NodeKey.Kind.PASSPHRASE.number()
                            ? "the relay's keys are wrapped under a passphrase; set key = \"prompt\" in [store]"
                            : "the relay's keys are wrapped under a key, not under a passphrase; say in [store] where it is");
        }
        try {
            PassphraseKey stretching = PassphraseKey.decode(Arrays.copyOfRange(header, MAGIC.length + 1, HEADER_BYTES));
            return opened(sealed, header, nodeKey, stretching);
        } catch (CryptoRefused unknownStretching) {
            throw damaged();
        }
    }

    private static SecretKey32 opened(byte[] sealed, byte[] header, NodeKey nodeKey, PassphraseKey stretching)
            throws HomeTrouble {
        try {
            byte[] plain = Aead.open(Label.NODE_KEY, nodeKey.stretched(stretching), header, sealed);
            SecretKey32 fileKey = SecretKey32.copyOf(plain);
            Arrays.fill(plain, (byte) 0);
            return fileKey;
        } catch (CryptoRefused refused) {
            throw new HomeTrouble(
                    nodeKey.kind() == NodeKey.Kind.PASSPHRASE
                            ? "the passphrase is wrong"
                            : "this node key is not the one that the relay's keys are wrapped under; give the right one");
        }
    }

    private static byte[] checksum(byte[] header, byte[] sealed) {
        return Arrays.copyOf(Digest.sha256(Label.NODE_KEY, header, sealed), CHECKSUM_BYTES);
    }

    private static HomeTrouble damaged() {
        return HomeTrouble.damaged(SecretFiles.NODE_KEY, "or of a later version of Waystation");
    }
}
