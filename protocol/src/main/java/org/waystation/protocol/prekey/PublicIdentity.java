package org.waystation.protocol.prekey;

import org.waystation.protocol.crypto.AgreementPublicKey;
import org.waystation.protocol.crypto.Digest;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.VerifyingKey;

/** Who a person is to others: an Ed25519 key and an X25519 key, of 32 bytes each. */
public record PublicIdentity(VerifyingKey signing, AgreementPublicKey agreement) {
    public static final int FINGERPRINT_BYTES = Digest.BYTES;

    /** Labelled hash of both keys, 32 bytes; what a contact link names and two people compare. */
    public byte[] fingerprint() {
        return Digest.sha256(Label.PERSON_FINGERPRINT, signing.bytes(), agreement.bytes());
    }

    public boolean vouchesForAgreementKey(byte[] signature) {
        return signing.verify(signature, Label.IDENTITY, agreement.bytes());
    }
}
