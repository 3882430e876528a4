package org.waystation.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/** Signatures checked by the JDK over bytes put together here from the document, without any of the code under test. */
public final class PlainEd25519 {
    private static final String SPKI_HEAD = "302a300506032b6570032100";

    private PlainEd25519() {}

    public static boolean verify(byte[] publicKey, byte[] signature, byte[] message) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Hex.bytes(SPKI_HEAD, Hex.of(publicKey)))));
        verifier.update(message);
        return verifier.verify(signature);
    }

    /** A label and parts, each with four bytes of length in front. */
    public static byte[] message(String label, byte[]... parts) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(withLength(label.getBytes(StandardCharsets.US_ASCII)));
        for (byte[] part : parts) {
            message.writeBytes(withLength(part));
        }
        return message.toByteArray();
    }

    private static byte[] withLength(byte[] part) {
        return ByteBuffer.allocate(Integer.BYTES + part.length)
                .putInt(part.length)
                .put(part)
                .array();
    }
}
