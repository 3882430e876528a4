package org.waystation.ops.benchmark;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.prekey.CurvePrekeySecret;
import org.waystation.protocol.ratchet.Decryption;
import org.waystation.protocol.ratchet.Encrypted;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.ratchet.Introduction;
import org.waystation.protocol.prekey.KemPrekeySecret;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.prekey.PrekeysUsed;
import org.waystation.protocol.ratchet.Session;
import org.waystation.protocol.prekey.StandingSecrets;
import org.waystation.protocol.wire.CurvePrekey;
import org.waystation.protocol.wire.KemPrekey;
import org.waystation.protocol.wire.StandingPrekeys;

/** Two people who can introduce themselves to each other as often as it takes. */
final class Pair {
    private static final int ENVELOPE_BYTES = 4_096;

    final Entropy entropy = Entropy.system();
    private final Identity ana = Identity.generate(entropy);
    private final Identity bojan = Identity.generate(entropy);
    private final StandingSecrets standing = StandingSecrets.generate(1, 2, entropy);
    private final CurvePrekeySecret curve = CurvePrekeySecret.generate(3, entropy);
    private final KemPrekeySecret kem = KemPrekeySecret.generate(4, entropy);
    private final byte[] bundle;

    Session anaSession;
    Session bojanSession;

    Pair() throws InvalidProtocolBufferException {
        bundle = org.waystation.protocol.wire.PrekeyBundle.newBuilder()
                .setStanding(StandingPrekeys.parseFrom(standing.publish(bojan)))
                .setOneTimeCurve(CurvePrekey.parseFrom(curve.publish()))
                .setOneTimeKem(KemPrekey.parseFrom(ByteString.copyFrom(kem.publish(bojan))))
                .build()
                .toByteArray();
    }

    /** Everything of a first contact that is computed, at both ends. */
    void introduce() throws CryptoRefused {
        PrekeyBundle opened =
                PrekeyBundle.decode(bundle, bojan.publicIdentity().fingerprint());
        Encrypted first = Session.initiate(ana, opened, entropy).encrypt(new byte[100], entropy);
        byte[] envelope = first.next().pendingIntroduction().orElseThrow().seal(first.message(), ENVELOPE_BYTES, entropy);
        Introduction introduction = Introduction.open(standing.introKey(), envelope);
        PrekeysUsed used = new PrekeysUsed(standing.signedCurve(), java.util.Optional.of(curve), kem);
        anaSession = first.next();
        bojanSession = Session.accept(bojan, used, introduction, entropy).next();
    }

    /** So that neither end is introducing itself any more. */
    void answer() {
        Encrypted answer = bojanSession.encrypt(new byte[100], entropy);
        bojanSession = answer.next();
        anaSession = read(anaSession, answer.message());
    }

    Session read(Session session, byte[] message) {
        if (session.decrypt(message, entropy) instanceof Decryption.Decrypted read) {
            return read.next();
        }
        throw new IllegalStateException("a message cannot be read");
    }
}
