package org.waystation.protocol.sealed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.CryptoRefused;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.crypto.SeededEntropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;
import org.waystation.watch.fuzz.Nothing;

/** Sealed requests and replies, and what is behind the seal. */
public final class SealedDecoders implements Decoders {
    private static final long EXPIRY = 1_800_000_000L;

    private final Entropy entropy = new SeededEntropy(101);
    private final RelayId relay = RelayId.of(entropy.bytes(32));
    private final SealingKey key = SealingKey.generate(entropy);
    private final TicketKeys tickets = TicketKeys.generate(entropy);
    private final Ticket ticket = tickets.issue(entropy);
    private final SendToken token = SendToken.of(entropy.bytes(32));
    private final RoutingKey routingKey =
            new RoutingKey(key.publicKey(), Instant.ofEpochSecond(1), Instant.ofEpochSecond(2));
    private final Call append = new Call.Append(
            EXPIRY,
            MailboxId.of(entropy.bytes(32)),
            token,
            EnvelopeId.of(entropy.bytes(16)),
            Lane.MESSAGE,
            Bytes.wrap(entropy.bytes(SizeClass.SMALL.envelopeBytes())));
    private final Call fetch = new Call.FetchPrekeys(EXPIRY, MailboxId.of(entropy.bytes(32)), token);
    private final List<Answer> answers = List.of(
            new Answer.Appended(true, Optional.of(ticket)),
            new Answer.Appended(false, Optional.empty()),
            new Answer.Prekeys(Bytes.wrap(entropy.bytes(70))),
            Answer.Refused.of(FaultCode.EXPIRED));
    private final List<byte[]> requests = List.of(seal(Optional.empty()), seal(Optional.of(ticket)));
    private final ReplyKey replyKey = new ReplyKey(SecretKey32.random(entropy), SizeClass.SMALL);
    private final byte[] reply = replyKey.seal(answers.get(0), entropy).toByteArray();
    private final byte[] bundle = OpaqueBundle.encode(
                    SealedStanding.seal(entropy.bytes(60), token, entropy),
                    Optional.of(Bytes.wrap(entropy.bytes(36))),
                    Optional.of(Bytes.wrap(entropy.bytes(40))))
            .toByteArray();

    private byte[] seal(Optional<Ticket> by) {
        return SealedRequest.seal(append, relay, routingKey, by, entropy)
                .request()
                .toByteArray();
    }

    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("protocol.sealed-call")
                        .refusing(ProtocolViolation.class)
                        .from(() -> List.of(CallCodec.encode(append), CallCodec.encode(fetch)))
                        .stable(CallCodec::decodeCall, CallCodec::encode),
                Decoder.named("protocol.sealed-answer")
                        .refusing(ProtocolViolation.class)
                        .from(() -> answers.stream()
                                .map(each -> CallCodec.encode(each, SizeClass.SMALL.answerBytes()))
                                .toList())
                        .stable(CallCodec::decodeAnswer, each -> CallCodec.encode(each, SizeClass.LARGE.answerBytes())),
                Decoder.named("protocol.sealed-request")
                        .refusing(ProtocolViolation.class)
                        .from(() -> requests)
                        .readOnly(each ->
                                SealedRequest.open(Bytes.wrap(each), relay, unused -> Optional.of(key), tickets)),
                Decoder.named("protocol.sealed-reply")
                        .refusing(ProtocolViolation.class)
                        .from(() -> List.of(reply))
                        .readOnly(each -> replyKey.open(Bytes.wrap(each))),
                Decoder.named("protocol.reply-key")
                        .refusing(IllegalArgumentException.class)
                        .from(() -> List.of(replyKey.exposeBytes()))
                        .canonical(ReplyKey::fromBytes, ReplyKey::exposeBytes),
                Decoder.named("protocol.ticket")
                        .refusing(Nothing.class)
                        .from(() -> List.of(ticket.exposeBytes()))
                        .canonical(each -> Ticket.read(each).orElseThrow(Nothing::new), Ticket::exposeBytes),
                Decoder.named("protocol.sealed-standing")
                        .refusing(CryptoRefused.class)
                        .from(() -> List.of(bundle))
                        .readOnly(each -> SealedStanding.openBundle(Bytes.wrap(each), token)));
    }
}
