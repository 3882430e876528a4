package org.waystation.protocol.ratchet;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.prekey.CurvePrekeySecret;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.prekey.KemPrekeySecret;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.prekey.PrekeysUsed;
import org.waystation.protocol.prekey.StandingSecrets;
import org.waystation.protocol.sealed.OpaqueBundle;

/** Somebody with an identity, standing prekeys and one one-time prekey of each kind. */
final class Person {
    static final int SIGNED_CURVE = 1;
    static final int LAST_RESORT = 2;
    static final int ONE_TIME_CURVE = 3;
    static final int ONE_TIME_KEM = 4;

    final Identity identity;
    final StandingSecrets standing;
    final CurvePrekeySecret oneTimeCurve;
    final KemPrekeySecret oneTimeKem;
    private final Entropy entropy;

    Person(Entropy entropy) {
        this.identity = Identity.generate(entropy);
        this.standing = StandingSecrets.generate(SIGNED_CURVE, LAST_RESORT, entropy);
        this.oneTimeCurve = CurvePrekeySecret.generate(ONE_TIME_CURVE, entropy);
        this.oneTimeKem = KemPrekeySecret.generate(ONE_TIME_KEM, entropy);
        this.entropy = entropy;
    }

    /** The id of a prekey as its signature covers it: four bytes, big-endian. */
    static byte[] signedId(int id) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
    }

    byte[] fingerprint() {
        return identity.publicIdentity().fingerprint();
    }

    byte[] fullBundle() {
        return bundle(
                standing.publish(identity),
                Optional.of(oneTimeCurve.publish()),
                Optional.of(oneTimeKem.publish(identity)));
    }

    byte[] standingBundle() {
        return bundle(standing.publish(identity), Optional.empty(), Optional.empty());
    }

    /** As the relay puts it together and the asker opens it. */
    static byte[] bundle(byte[] standing, Optional<byte[]> oneTimeCurve, Optional<byte[]> oneTimeKem) {
        return OpaqueBundle.encode(Bytes.wrap(standing), oneTimeCurve.map(Bytes::wrap), oneTimeKem.map(Bytes::wrap))
                .toByteArray();
    }

    Session introduceTo(Person other) throws CryptoRefused {
        return Session.initiate(identity, PrekeyBundle.decode(other.fullBundle(), other.fingerprint()), entropy);
    }

    Introduction open(byte[] envelope) throws CryptoRefused {
        return Introduction.open(standing.introKey(), envelope);
    }

    PrekeysUsed prekeysFor(Introduction introduction) {
        return new PrekeysUsed(
                standing.signedCurve(),
                introduction.oneTimeCurveId().isPresent() ? Optional.of(oneTimeCurve) : Optional.empty(),
                introduction.kemId() == ONE_TIME_KEM ? oneTimeKem : standing.lastResort());
    }

    Decryption.Decrypted accept(Introduction introduction) throws CryptoRefused {
        return Session.accept(identity, prekeysFor(introduction), introduction, entropy);
    }
}
