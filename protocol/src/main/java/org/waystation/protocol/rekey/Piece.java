package org.waystation.protocol.rekey;

import java.nio.ByteBuffer;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.id.Bytes;

/**
 * What one message carries of an exchange, in front of its content:
 *
 * <pre>
 * nothing:   0 (1)
 * a piece:   1 key, 2 answer (1) | epoch (4) | name of the key (8) | first block (1) | count (1) | count * 32 bytes
 * </pre>
 *
 * @param epoch the number of secrets that will have been mixed in when this exchange is through
 * @param name of the key, or of the key that is answered: who was set back may offer another in the same epoch
 */
record Piece(Kind kind, int epoch, Bytes name, int first, Bytes blocks) {
    static final int NOTHING_BYTES = 1;
    static final int NAME_BYTES = 8;
    static final int HEADER_BYTES = NOTHING_BYTES + Integer.BYTES + NAME_BYTES + 2;

    /** What a message without a piece has in front. */
    static final Bytes NOTHING = Bytes.wrap(new byte[NOTHING_BYTES]);

    private static final int BYTE_MASK = 0xff;

    enum Kind {
        KEY(1),
        ANSWER(2);

        private final byte number;

        Kind(int number) {
            this.number = (byte) number;
        }
    }

    Bytes encode() {
        return Bytes.wrap(ByteBuffer.allocate(HEADER_BYTES + blocks.size())
                .put(kind.number)
                .putInt(epoch)
                .put(name.asReadOnlyBuffer())
                .put((byte) first)
                .put((byte) (blocks.size() / Blocks.BLOCK_BYTES))
                .put(blocks.asReadOnlyBuffer())
                .array());
    }

    static boolean isNothing(ByteBuffer buffer) throws CryptoRefused {
        if (!buffer.hasRemaining()) {
            throw new CryptoRefused();
        }
        return buffer.get(buffer.position()) == 0;
    }

    /** Takes one piece off the front. Refuses an unknown kind and what is cut short. */
    static Piece read(ByteBuffer buffer) throws CryptoRefused {
        if (buffer.remaining() < HEADER_BYTES) {
            throw new CryptoRefused();
        }
        Kind kind = kind(buffer.get());
        int epoch = buffer.getInt();
        byte[] name = new byte[NAME_BYTES];
        buffer.get(name);
        int first = buffer.get() & BYTE_MASK;
        byte[] blocks = new byte[(buffer.get() & BYTE_MASK) * Blocks.BLOCK_BYTES];
        if (blocks.length > buffer.remaining()) {
            throw new CryptoRefused();
        }
        buffer.get(blocks);
        return new Piece(kind, epoch, Bytes.wrap(name), first, Bytes.wrap(blocks));
    }

    private static Kind kind(byte number) throws CryptoRefused {
        for (Kind each : Kind.values()) {
            if (each.number == number) {
                return each;
            }
        }
        throw new CryptoRefused();
    }
}
