package org.waystation.protocol.envelope;

import java.util.Arrays;
import java.util.List;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.crypto.SigningKey;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** What one person writes to another, and how its length is hidden. */
public final class ContentDecoders implements Decoders {
    private static final int PADDED_BYTES = 128;

    private final Entropy entropy = new SeededEntropy(103);
    private final Succession succession = new Succession(
            new Succession.Keys(
                    SigningKey.generate(entropy).verifyingKey(),
                    AgreementKey.generate(entropy).publicKey()),
            Bytes.wrap(entropy.bytes(64)),
            Bytes.wrap(entropy.bytes(64)));
    private final Content.SignedAddress address = new Content.SignedAddress(
            new Address(
                    3,
                    RelayId.of(entropy.bytes(32)),
                    "a.example",
                    MailboxId.of(entropy.bytes(32)),
                    SendToken.of(entropy.bytes(32))),
            Bytes.wrap(entropy.bytes(64)));

    @Override
    public List<Decoder> all() {
        Content empty = Content.empty(1_800_000_000L);
        return List.of(
                Decoder.named("protocol.content")
                        .refusing(ProtocolViolation.class)
                        .from(() -> List.of(
                                empty.withText(1, "h\u00e9 \ud83d\ude80")
                                        .withName("Ana")
                                        .encode(),
                                empty.withReceipts(List.of(1L, 300L), List.of(7L))
                                        .encode(),
                                empty.withAddress(address).encode(),
                                empty.withSuccession(succession).encode()))
                        .stable(Content::decode, Content::encode),
                Decoder.named("protocol.succession")
                        .refusing(ProtocolViolation.class)
                        .from(() -> List.of(succession.encode().toByteArray()))
                        .stable(
                                each -> Succession.decode(Bytes.wrap(each)),
                                each -> each.encode().toByteArray()),
                Decoder.named("protocol.padding")
                        .refusing(ProtocolViolation.class)
                        .from(() -> List.of(Padding.pad(new byte[] {1, 2, 3}, PADDED_BYTES)))
                        .readOnly(ContentDecoders::padded));
    }

    /** There is one padding of a value in so many bytes. */
    private static byte[] padded(byte[] input) throws ProtocolViolation {
        byte[] value = Padding.unpad(input);
        if (!Arrays.equals(input, Padding.pad(value, input.length))) {
            throw new AssertionError("a second padding of a value");
        }
        return value;
    }
}
