package org.waystation.protocol.ratchet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.waystation.protocol.crypto.Aead;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;

/**
 * The bytes of a Double Ratchet message, all of them random to anybody but the two:
 *
 * <pre>
 * header: salt 16 | encrypted header 45 | tag 16      key and nonce: HKDF(header key, salt)
 * body:   encrypted plaintext | tag 16                key and nonce: HKDF(message key, salt)
 * </pre>
 *
 * The associated data of the header is the conversation, that of the body the conversation and the encrypted header.
 */
final class RatchetMessage {
    /** Encrypted header: always the same length. */
    static final int HEADER_BYTES = Header.BYTES + Aead.OVERHEAD_BYTES;

    /** What a message adds to its plaintext. */
    static final int OVERHEAD_BYTES = HEADER_BYTES + Aead.TAG_BYTES;

    private final byte[] conversation;
    private final byte[] header;
    private final byte[] body;

    private RatchetMessage(byte[] conversation, byte[] header, byte[] body) {
        this.conversation = conversation;
        this.header = header;
        this.body = body;
    }

    static RatchetMessage parse(byte[] message, byte[] conversation) throws CryptoRefused {
        if (message.length < OVERHEAD_BYTES) {
            throw new CryptoRefused();
        }
        return new RatchetMessage(
                conversation,
                Arrays.copyOf(message, HEADER_BYTES),
                Arrays.copyOfRange(message, HEADER_BYTES, message.length));
    }

    static byte[] encode(byte[] encryptedHeader, byte[] conversation, SecretKey32 messageKey, byte[] plaintext) {
        byte[] body = Aead.sealSalted(
                Label.RATCHET_BODY,
                messageKey,
                salt(encryptedHeader),
                associated(conversation, encryptedHeader),
                plaintext);
        return ByteBuffer.allocate(encryptedHeader.length + body.length)
                .put(encryptedHeader)
                .put(body)
                .array();
    }

    /** What both ends know the conversation by, 32 bytes: not part of the message. */
    byte[] conversation() {
        return conversation;
    }

    byte[] openHeader(SecretKey32 headerKey) throws CryptoRefused {
        return Aead.open(Label.RATCHET_HEADER, headerKey, conversation, header);
    }

    byte[] openBody(SecretKey32 messageKey) throws CryptoRefused {
        return Aead.openSalted(Label.RATCHET_BODY, messageKey, salt(header), associated(conversation, header), body);
    }

    /** The body's too: a message key alone may serve twice, on a device that was set back. */
    private static byte[] salt(byte[] encryptedHeader) {
        return Arrays.copyOf(encryptedHeader, Aead.SALT_BYTES);
    }

    /** Both parts have a fixed length, so that this needs no lengths in between. */
    private static byte[] associated(byte[] conversation, byte[] encryptedHeader) {
        return ByteBuffer.allocate(conversation.length + encryptedHeader.length)
                .put(conversation)
                .put(encryptedHeader)
                .array();
    }
}
