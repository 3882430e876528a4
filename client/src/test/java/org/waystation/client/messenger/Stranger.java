package org.waystation.client.messenger;

import java.util.Optional;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.envelope.Address;
import org.waystation.protocol.envelope.Content;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.link.ContactLink;
import org.waystation.protocol.prekey.Identity;
import org.waystation.protocol.prekey.PrekeyBundle;
import org.waystation.protocol.ratchet.Encrypted;
import org.waystation.protocol.ratchet.Session;
import org.waystation.protocol.sealed.OpaqueBundle;
import org.waystation.protocol.sealed.SealedStanding;

/** Somebody with a contact link and a client of their own making, who does with prekeys what ours would not. */
final class Stranger {
    static final int ENVELOPE_BYTES = 4096;

    final Entropy entropy;

    private final Identity identity;
    private final Person whom;
    private long texts;

    Stranger(Person whom, Entropy entropy) {
        this.whom = whom;
        this.entropy = entropy;
        this.identity = Identity.generate(entropy);
    }

    /** Somebody who has taken another's keys. */
    Stranger(Person whom, Identity stolen, Entropy entropy) {
        this.whom = whom;
        this.entropy = entropy;
        this.identity = stolen;
    }

    FakeRelay.Box door() {
        return whom.relay.boxes.get(link().frontDoor());
    }

    private ContactLink link() {
        return whom.messenger().account().orElseThrow().link();
    }

    /** As the relay hands it out, which takes one-time prekeys out of stock if there are any. */
    Bytes fetch() {
        return OpaqueBundle.encode(
                door().standing,
                Optional.ofNullable(door().curves.poll()),
                Optional.ofNullable(door().kems.poll()));
    }

    Bytes standingOnly() {
        return OpaqueBundle.encode(door().standing, Optional.empty(), Optional.empty());
    }

    Session begin(Bytes bundle) {
        return begin(bundle, entropy);
    }

    /** {@code chance} is asked for the ephemeral key first. */
    Session begin(Bytes bundle, Entropy chance) {
        try {
            ContactLink link = link();
            PrekeyBundle opened = PrekeyBundle.decode(
                    SealedStanding.openBundle(bundle, link.linkToken()),
                    link.fingerprint().toByteArray());
            return Session.initiate(identity, opened, chance);
        } catch (CryptoRefused e) {
            throw new AssertionError(e);
        }
    }

    /** Leaves the text at the front door, introduced; gives the session as it is afterwards. */
    Session leave(Session session, String text) {
        Encrypted encrypted = session.encrypt(plaintext(text), entropy);
        leave(encrypted, encrypted.message());
        return encrypted.next();
    }

    /** The same with the message damaged on the way. */
    Session leaveGarbled(Session session, String text) {
        Encrypted encrypted = session.encrypt(plaintext(text), entropy);
        byte[] message = encrypted.message();
        message[message.length - 1] ^= 1;
        leave(encrypted, message);
        return encrypted.next();
    }

    private void leave(Encrypted encrypted, byte[] message) {
        byte[] envelope = encrypted.next().pendingIntroduction().orElseThrow().seal(message, ENVELOPE_BYTES, entropy);
        whom.relay.put(door(), EnvelopeId.of(entropy.bytes(EnvelopeId.LENGTH_BYTES)), Bytes.wrap(envelope));
    }

    private byte[] plaintext(String text) {
        Address address = new Address(
                1,
                whom.relay.id,
                whom.relay.name,
                MailboxId.of(entropy.bytes(MailboxId.LENGTH_BYTES)),
                SendToken.of(entropy.bytes(SendToken.LENGTH_BYTES)));
        return Content.empty(1)
                .withText(++texts, text)
                .withAddress(new Content.SignedAddress(address, address.sign(identity.signing())))
                .encode();
    }
}
