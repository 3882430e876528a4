package org.waystation.protocol.link;

import java.util.Arrays;
import java.util.Base64;
import org.waystation.protocol.crypto.Digest;

/**
 * Bytes as one line of text that survives chat, paper and mail: a prefix that says what it is, then base64url of the
 * bytes and four bytes of checksum. The checksum tells a slip of the pen from a forgery; it protects against neither.
 */
public final class Armour {
    private static final int CHECKSUM_BYTES = 4;

    private Armour() {}

    public static String wrap(String prefix, byte[] content) {
        byte[] checked = Arrays.copyOf(content, content.length + CHECKSUM_BYTES);
        System.arraycopy(checksum(content), 0, checked, content.length, CHECKSUM_BYTES);
        return prefix + encode(checked);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws UnreadableText unless a text of this version can be read by a reader of the known one */
    static void requireVersion(int found, int known) throws UnreadableText {
        if (Integer.compareUnsigned(found, known) > 0) {
            throw new UnreadableText(UnreadableText.Why.FROM_A_NEWER_VERSION);
        }
        if (found == 0) {
            throw new UnreadableText(UnreadableText.Why.DAMAGED);
        }
    }

    /**
     * The bytes in {@code text}, which may be broken into lines and surrounded by space.
     *
     * @throws UnreadableText if it is something else, or damaged
     */
    public static byte[] unwrap(String prefix, String text, int maxBytes) throws UnreadableText {
        String joined = text.replaceAll("\\s+", "");
        if (!joined.startsWith(prefix)) {
            throw new UnreadableText(UnreadableText.Why.SOMETHING_ELSE);
        }
        String body = joined.substring(prefix.length());
        if (body.length() > (maxBytes + CHECKSUM_BYTES) * 4L / 3 + 2) {
            throw new UnreadableText(UnreadableText.Why.DAMAGED);
        }
        byte[] checked = decode(body);
        if (checked.length <= CHECKSUM_BYTES) {
            throw new UnreadableText(UnreadableText.Why.DAMAGED);
        }
        byte[] content = Arrays.copyOf(checked, checked.length - CHECKSUM_BYTES);
        byte[] claimed = Arrays.copyOfRange(checked, content.length, checked.length);
        if (!Arrays.equals(claimed, checksum(content))) {
            throw new UnreadableText(UnreadableText.Why.DAMAGED);
        }
        return content;
    }

    private static byte[] decode(String body) throws UnreadableText {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(body);
            // The last character may hold bits that decode to nothing; only one spelling is right.
            if (!encode(decoded).equals(body)) {
                throw new UnreadableText(UnreadableText.Why.DAMAGED);
            }
            return decoded;
        } catch (IllegalArgumentException notBase64) {
            throw new UnreadableText(UnreadableText.Why.DAMAGED);
        }
    }

    private static byte[] checksum(byte[] content) {
        return Arrays.copyOf(Digest.plainSha256(content), CHECKSUM_BYTES);
    }
}
