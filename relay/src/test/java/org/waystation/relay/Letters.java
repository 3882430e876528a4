package org.waystation.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;

/** Requests as a client would seal and submit them, an hour to live each. */
public final class Letters {
    private static final Entropy ENTROPY = Entropy.system();
    private static final Duration LIFETIME = Duration.ofHours(1);

    private Letters() {}

    public static EnvelopeId envelope() {
        return EnvelopeId.of(ENTROPY.bytes(EnvelopeId.LENGTH_BYTES));
    }

    public static SendToken token() {
        return SendToken.of(ENTROPY.bytes(SendToken.LENGTH_BYTES));
    }

    public static MailboxId mailbox() {
        return MailboxId.of(ENTROPY.bytes(MailboxId.LENGTH_BYTES));
    }

    public static Bytes content(SizeClass sizeClass) {
        return Bytes.wrap(ENTROPY.bytes(sizeClass.envelopeBytes()));
    }

    public static SealedRequest.ForSending seal(RelayCard card, MailboxId mailbox, SendToken token, Bytes content) {
        return seal(card, mailbox, token, envelope(), content);
    }

    public static SealedRequest.ForSending seal(
            RelayCard card, MailboxId mailbox, SendToken token, EnvelopeId id, Bytes content) {
        return seal(card, mailbox, token, id, LIFETIME, content);
    }

    /** One that may take a while. */
    static SealedRequest.ForSending seal(
            RelayCard card, MailboxId mailbox, SendToken token, Duration lifetime, Bytes content) {
        return seal(card, mailbox, token, envelope(), lifetime, content);
    }

    private static SealedRequest.ForSending seal(
            RelayCard card, MailboxId mailbox, SendToken token, EnvelopeId id, Duration lifetime, Bytes content) {
        Instant now = Instant.now();
        Call.Append call =
                new Call.Append(now.plus(lifetime).getEpochSecond(), mailbox, token, id, Lane.MESSAGE, content);
        return SealedRequest.seal(call, card.relay(), card.routingKeyAt(now).orElseThrow(), Optional.empty(), ENTROPY);
    }

    public static ToRelay.Submit submit(RelayCard destination, SealedRequest.ForSending request) {
        return new ToRelay.Submit(
                SubmissionId.of(ENTROPY.bytes(SubmissionId.LENGTH_BYTES)),
                destination.relay(),
                Lane.MESSAGE,
                Instant.now().plus(LIFETIME).getEpochSecond(),
                request.request());
    }
}
