package org.waystation.protocol.ratchet;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Encapsulation;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.KemPublicKey;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.prekey.CurvePrekey;
import org.waystation.protocol.prekey.CurvePrekeySecret;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.prekey.PrekeysUsed;
import org.waystation.protocol.prekey.PublicIdentity;

/**
 * PQXDH, revision 3, section 3: both sides come to the same three keys and the same associated data.
 *
 * <pre>
 * DH1 = DH(IK_A, SPK_B)   DH2 = DH(EK_A, IK_B)   DH3 = DH(EK_A, SPK_B)   DH4 = DH(EK_A, OPK_B), if there is one
 * root, initiator's header key, responder's header key = HKDF(32 bytes 0xff, DH1 .. DH4, SS; salt 32 zeros; info label)
 * </pre>
 */
final class Handshake {
    static final int CONVERSATION_BYTES = Digest.BYTES;

    private static final int PREFIX_BYTES = 32;
    private static final int MAX_SECRETS = 5;

    private final List<SecretKey32> keys;
    private final byte[] conversation;

    private Handshake(List<SecretKey32> keys, byte[] conversation) {
        this.keys = keys;
        this.conversation = conversation;
    }

    static Handshake initiate(Identity own, PrekeyBundle bundle, AgreementKey ephemeral, Encapsulation encapsulation)
            throws CryptoRefused {
        CurvePrekey signed = bundle.standing().signedCurve();
        PublicIdentity peer = bundle.identity();
        Optional<CurvePrekey> oneTime = bundle.oneTimeCurve();
        SecretBytes material = material(
                own.agreement().agree(signed.key()),
                ephemeral.agree(peer.agreement()),
                ephemeral.agree(signed.key()),
                oneTime.isPresent() ? Optional.of(ephemeral.agree(oneTime.get().key())) : Optional.empty(),
                encapsulation.secret());
        return of(material, own.publicIdentity(), peer, bundle.kem().key());
    }

    static Handshake respond(Identity own, PrekeysUsed keys, IntroductionHeader header) throws CryptoRefused {
        AgreementKey signed = keys.signedCurve().key();
        Optional<CurvePrekeySecret> oneTime = keys.oneTimeCurve();
        SecretBytes material = material(
                signed.agree(header.initiator().agreement()),
                own.agreement().agree(header.ephemeral()),
                signed.agree(header.ephemeral()),
                oneTime.isPresent() ? Optional.of(oneTime.get().key().agree(header.ephemeral())) : Optional.empty(),
                keys.kem().key().decapsulate(header.kemCiphertext().toByteArray()));
        return of(
                material,
                header.initiator(),
                own.publicIdentity(),
                keys.kem().key().publicKey());
    }

    SecretKey32 root() {
        return keys.get(0);
    }

    SecretKey32 initiatorHeaderKey() {
        return keys.get(1);
    }

    SecretKey32 responderHeaderKey() {
        return keys.get(2);
    }

    /** Associated data of every message, 32 bytes: who talks to whom, and over which KEM key. */
    byte[] conversation() {
        return conversation;
    }

    private static Handshake of(
            SecretBytes material, PublicIdentity initiator, PublicIdentity responder, KemPublicKey kem) {
        return new Handshake(keys(material), conversation(initiator, responder, kem));
    }

    /** Root key, header key of the initiator's first chain, header key of the responder's first chain. */
    static List<SecretKey32> keys(SecretBytes material) {
        List<SecretKey32> keys = Kdf.deriveKeys(Label.PQXDH, material, new byte[0], 3);
        material.destroy();
        return keys;
    }

    static byte[] conversation(PublicIdentity initiator, PublicIdentity responder, KemPublicKey kem) {
        return Digest.sha256(
                Label.CONVERSATION,
                initiator.signing().bytes(),
                initiator.agreement().bytes(),
                responder.signing().bytes(),
                responder.agreement().bytes(),
                kem.bytes());
    }

    static SecretBytes material(
            SecretKey32 dh1, SecretKey32 dh2, SecretKey32 dh3, Optional<SecretKey32> dh4, SecretKey32 kem) {
        ByteBuffer joined = ByteBuffer.allocate(PREFIX_BYTES + MAX_SECRETS * SecretKey32.BYTES);
        byte[] prefix = new byte[PREFIX_BYTES];
        Arrays.fill(prefix, (byte) 0xff);
        joined.put(prefix);
        append(joined, dh1);
        append(joined, dh2);
        append(joined, dh3);
        dh4.ifPresent(secret -> append(joined, secret));
        append(joined, kem);
        SecretBytes material = SecretBytes.copyOf(Arrays.copyOf(joined.array(), joined.position()));
        Arrays.fill(joined.array(), (byte) 0);
        return material;
    }

    private static void append(ByteBuffer joined, SecretKey32 secret) {
        byte[] bytes = secret.exposeBytes();
        joined.put(bytes);
        Arrays.fill(bytes, (byte) 0);
        secret.destroy();
    }
}
