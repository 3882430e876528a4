package org.waystation.protocol.ratchet;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.waystation.protocol.crypto.AgreementKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.Label;
import org.waystation.protocol.crypto.SecretBytes;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.envelope.Padding;
import org.waystation.protocol.id.Bytes;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** Introductions, messages of a session, their headers, and sessions as the vault keeps them. */
public final class RatchetDecoders implements Decoders {
    private static final int ENVELOPE_BYTES = 4_096;
    private static final byte[] NONE = new byte[0];

    private final Entropy entropy = new SeededEntropy(108);
    private final Person ana = new Person(entropy);
    private final Person bojan = new Person(entropy);
    private final Talk talk = talk();

    /** Both ends of a conversation in which some messages are missing, and what was said. */
    private record Talk(Bytes introduction, Session introducing, Session late, Bytes missing) {}

    private Talk talk() {
        try {
            Encrypted first = ana.introduceTo(bojan).encrypt(new byte[] {1}, entropy);
            byte[] introduction =
                    first.next().pendingIntroduction().orElseThrow().seal(first.message(), ENVELOPE_BYTES, entropy);
            Session answering = bojan.accept(bojan.open(introduction)).next();
            Encrypted answer = answering.encrypt(new byte[] {2}, entropy);
            Session heard = ((Decryption.Decrypted) first.next().decrypt(answer.message(), entropy)).next();
            Encrypted lost = heard.encrypt(new byte[] {3}, entropy);
            Encrypted come = lost.next().encrypt(new byte[] {4}, entropy);
            Session late = ((Decryption.Decrypted) answer.next().decrypt(come.message(), entropy)).next();
            return new Talk(Bytes.wrap(introduction), first.next(), late, Bytes.wrap(lost.message()));
        } catch (CryptoRefused e) {
            throw new IllegalStateException("a conversation of two who keep to the protocol", e);
        }
    }

    @Override
    public List<Decoder> all() {
        return List.of(
                refusing("protocol.ratchet-header")
                        .from(() -> List.of(new Header(
                                        AgreementKey.generate(new SeededEntropy(109))
                                                .publicKey(),
                                        1,
                                        2,
                                        3)
                                .encode()))
                        .canonical(Header::decode, Header::encode),
                Decoder.named("protocol.ratchet-message")
                        .from(() -> List.of(talk.missing().toByteArray()))
                        .readOnly(each -> talk.late().decrypt(each, new SeededEntropy(110))),
                refusing("protocol.session")
                        .from(() -> List.of(
                                talk.introducing().encode().exposeBytes(),
                                talk.late().encode().exposeBytes()))
                        .stable(
                                each -> Session.decode(SecretBytes.copyOf(each)),
                                each -> each.encode().exposeBytes()),
                refusing("protocol.introduction")
                        .from(() -> List.of(talk.introduction().toByteArray()))
                        .readOnly(bojan::open),
                refusing("protocol.introduction-body")
                        .from(() -> List.of(opened()))
                        .readOnly(each -> bojan.open(sealed(each))),
                Decoder.named("protocol.introduction-header")
                        .refusing(CryptoRefused.class, InvalidProtocolBufferException.class)
                        .from(() -> List.of(opened()))
                        .stable(
                                each -> IntroductionHeader.of(
                                        org.waystation.protocol.wire.Introduction.parseFrom(each)),
                                each -> each.message().build().toByteArray()));
    }

    private static Decoder.Start refusing(String name) {
        return Decoder.named(name).refusing(CryptoRefused.class);
    }

    private byte[] opened() {
        try {
            return Padding.unpad(bojan.standing
                    .introKey()
                    .open(Label.INTRO_SEAL, NONE, NONE, talk.introduction().toByteArray())
                    .plaintext());
        } catch (Exception e) {
            throw new IllegalStateException("an introduction that was just sealed", e);
        }
    }

    private byte[] sealed(byte[] introduction) {
        byte[] padded = Padding.pad(introduction, introduction.length + Padding.OVERHEAD_BYTES);
        return bojan.standing
                .introKey()
                .publicKey()
                .seal(Label.INTRO_SEAL, NONE, NONE, padded, new SeededEntropy(111))
                .bytes();
    }
}
