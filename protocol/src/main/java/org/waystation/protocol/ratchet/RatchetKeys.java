package org.waystation.protocol.ratchet;

import java.util.List;
import java.util.Optional;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.AgreementPublicKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Kdf;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.rekey.Rekey;

/** The part of the state that changes with a Diffie-Hellman step only: RK, DHs, NHKs, NHKr. */
record RatchetKeys(
        SecretKey32 root, AgreementKey own, SecretKey32 nextSendHeaderKey, SecretKey32 nextReceiveHeaderKey) {

    /** Keys after a step, and the chains that it opened. */
    record Stepped(RatchetKeys keys, ReceivingChain receiving, SendingChain sending) {}

    /** Keys of the initiator's first chain, which begins with the handshake. */
    record Started(RatchetKeys keys, SendingChain sending) {}

    /** Double Ratchet, RatchetInitAliceHE. */
    static Started initiator(Handshake handshake, AgreementPublicKey signedPrekey, Entropy entropy)
            throws CryptoRefused {
        AgreementKey own = AgreementKey.generate(entropy);
        RootStep step = RootStep.of(handshake.root(), own.agree(signedPrekey), Optional.empty());
        return new Started(
                new RatchetKeys(step.root(), own, step.nextHeaderKey(), handshake.responderHeaderKey()),
                new SendingChain(handshake.initiatorHeaderKey(), step.chainKey(), 0));
    }

    /** Double Ratchet, RatchetInitBobHE: the signed prekey is the first ratchet key. */
    static RatchetKeys responder(Handshake handshake, AgreementKey signedPrekey) {
        return new RatchetKeys(
                handshake.root(), signedPrekey, handshake.responderHeaderKey(), handshake.initiatorHeaderKey());
    }

    /** Double Ratchet, DHRatchetHE, with the secret of a rekey in either half. */
    Stepped step(AgreementPublicKey remote, Rekey.Step rekey, Entropy entropy) throws CryptoRefused {
        RootStep receive = RootStep.of(root, own.agree(remote), rekey.receiving());
        AgreementKey fresh = AgreementKey.generate(entropy);
        RootStep send = RootStep.of(receive.root(), fresh.agree(remote), rekey.sending());
        return new Stepped(
                new RatchetKeys(send.root(), fresh, send.nextHeaderKey(), receive.nextHeaderKey()),
                ReceivingChain.fresh(nextReceiveHeaderKey, receive.chainKey()),
                new SendingChain(nextSendHeaderKey, send.chainKey(), 0));
    }

    /**
     * KDF_RK_HE: HKDF with the root key as salt over the agreed secret, and the secret of a rekey behind it if there is one, gives
     * root, chain and next header key.
     */
    record RootStep(SecretKey32 root, SecretKey32 chainKey, SecretKey32 nextHeaderKey) {
        static RootStep of(SecretKey32 root, SecretKey32 agreed, Optional<SecretKey32> rekey) {
            List<SecretKey32> keys = rekey.isPresent()
                    ? Kdf.deriveKeys(Label.RATCHET_ROOT_WITH_REKEY, agreed, rekey.get(), root, 3)
                    : Kdf.deriveKeys(Label.RATCHET_ROOT, agreed, root, 3);
            agreed.destroy();
            return new RootStep(keys.get(0), keys.get(1), keys.get(2));
        }
    }
}
