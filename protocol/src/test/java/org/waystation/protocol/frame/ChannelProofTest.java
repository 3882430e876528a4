package org.waystation.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.Hex;
import org.waystation.protocol.PlainEd25519;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.RelayId;

class ChannelProofTest {
    private static final RelayId RELAY = RelayId.of(Hex.bytes("01".repeat(32)));
    private static final RelayId ANOTHER_RELAY = RelayId.of(Hex.bytes("02".repeat(32)));
    private static final Bytes PIN = Hex.value("03".repeat(32));
    private static final Bytes NONCE = Hex.value("04".repeat(32));
    private static final Bytes OTHER = Hex.value("05".repeat(32));
    private static final Bytes VOUCHER = Hex.value("aabbcc");
    private static final MailboxId MAILBOX = MailboxId.of(Hex.bytes("06".repeat(32)));

    private final Entropy entropy = new SeededEntropy(3);
    private final SigningKey key = SigningKey.generate(entropy);
    private final MemberKey member = MemberKey.of(key.verifyingKey().bytes());
    private final OwnerKey owner = OwnerKey.of(key.verifyingKey().bytes());
    private final ChannelProof channel = new ChannelProof(RELAY, PIN, NONCE);

    @Test
    void signatureCoversTheLabelTheRelayThePinTheNonceAndTheSubject() throws GeneralSecurityException {
        // Given
        byte[] publicKey = key.verifyingKey().bytes();
        // Then
        assertSigned("waystation/1 login", publicKey, channel.signLogin(key));
        assertSigned("waystation/1 redeem", VOUCHER.toByteArray(), channel.signRedeem(key, VOUCHER));
        assertSigned("waystation/1 attach", MAILBOX.toByteArray(), channel.signAttach(key, MAILBOX));
    }

    private void assertSigned(String label, byte[] subject, Bytes signature) throws GeneralSecurityException {
        byte[] message =
                PlainEd25519.message(label, RELAY.toByteArray(), PIN.toByteArray(), NONCE.toByteArray(), subject);
        assertTrue(PlainEd25519.verify(key.verifyingKey().bytes(), signature.toByteArray(), message), label);
    }

    @Test
    void signatureOfThisChannelProves() {
        assertTrue(channel.provesLogin(member, channel.signLogin(key)));
        assertTrue(channel.provesRedeem(member, VOUCHER, channel.signRedeem(key, VOUCHER)));
        assertTrue(channel.provesAttach(owner, MAILBOX, channel.signAttach(key, MAILBOX)));
    }

    @Test
    void signatureOfAnotherChannelProvesNothing() {
        // Given
        List<ChannelProof> others = List.of(
                new ChannelProof(ANOTHER_RELAY, PIN, NONCE),
                new ChannelProof(RELAY, OTHER, NONCE),
                new ChannelProof(RELAY, PIN, OTHER),
                new ChannelProof(RELAY, NONCE, PIN));
        // Then
        for (ChannelProof each : others) {
            assertFalse(channel.provesLogin(member, each.signLogin(key)));
            assertFalse(channel.provesRedeem(member, VOUCHER, each.signRedeem(key, VOUCHER)));
            assertFalse(channel.provesAttach(owner, MAILBOX, each.signAttach(key, MAILBOX)));
        }
    }

    @Test
    void signatureForOnePurposeProvesNoOther() {
        // Given: all three over the same 32 bytes
        Bytes subject = member.value();
        MailboxId mailbox = new MailboxId(subject);
        Bytes login = channel.signLogin(key);
        Bytes redeem = channel.signRedeem(key, subject);
        Bytes attach = channel.signAttach(key, mailbox);
        // Then
        assertFalse(channel.provesLogin(member, redeem));
        assertFalse(channel.provesLogin(member, attach));
        assertFalse(channel.provesRedeem(member, subject, login));
        assertFalse(channel.provesRedeem(member, subject, attach));
        assertFalse(channel.provesAttach(owner, mailbox, login));
        assertFalse(channel.provesAttach(owner, mailbox, redeem));
    }

    @Test
    void signatureForAnotherSubjectProvesNothing() {
        // Given
        SigningKey stranger = SigningKey.generate(entropy);
        MailboxId another = new MailboxId(OTHER);
        // Then
        assertFalse(channel.provesLogin(member, channel.signLogin(stranger)));
        assertFalse(channel.provesRedeem(member, OTHER, channel.signRedeem(key, VOUCHER)));
        assertFalse(channel.provesAttach(owner, another, channel.signAttach(key, MAILBOX)));
        assertFalse(channel.provesAttach(owner, MAILBOX, channel.signAttach(stranger, MAILBOX)));
    }

    @Test
    void damagedSignatureProvesNothing() {
        // Given
        byte[] signature = channel.signLogin(key).toByteArray();
        // Then
        for (int i = 0; i < signature.length; i++) {
            byte[] damaged = signature.clone();
            damaged[i] ^= 1;
            assertFalse(channel.provesLogin(member, Bytes.wrap(damaged)), "byte " + i);
        }
        assertFalse(channel.provesLogin(member, Bytes.wrap(Arrays.copyOf(signature, 63))));
    }

    @Test
    void keyThatIsNoneProvesNothing() {
        // Given: the neutral point, for which anybody can make a signature that verifies
        MemberKey neutral = MemberKey.of(Hex.bytes("01", "00".repeat(31)));
        Bytes forged = Hex.value("01", "00".repeat(63));
        // Then
        assertFalse(channel.provesLogin(neutral, forged));
        assertFalse(channel.provesAttach(new OwnerKey(neutral.value()), MAILBOX, forged));
        assertEquals(64, forged.size());
    }
}
