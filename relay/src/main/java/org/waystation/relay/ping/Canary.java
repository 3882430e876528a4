package org.waystation.relay.ping;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.waystation.federation.outbox.Submission;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.ReplyKey;
import org.waystation.protocol.sealed.SealedRequest;

/**
 * A request that a member might have sealed, for a mailbox that nobody has. The partner that opens it finds nothing to
 * write and answers so under the request's own key: nobody else can. Whoever sees it pass cannot tell it from a message.
 */
record Canary(Submission submission, ReplyKey replyKey) {
    /** For so long it may wait here; then the outbox gives it up. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What is inside lives as long as a member's message. */
    private static final Duration LIFETIME_INSIDE = Duration.ofDays(21);

    /** How it ended, and the fault if there was one. */
    record Reading(PingEnd end, Optional<FaultNumber> fault) {}

    /** Empty if the card names no routing key that is valid now. */
    static Optional<Canary> seal(RelayCard card, Instant now, Entropy entropy) {
        return card.routingKeyAt(now).map(key -> {
            Call call = new Call.Append(
                    Limits.coarselyAfter(now.plus(LIFETIME_INSIDE)).getEpochSecond(),
                    MailboxId.of(entropy.bytes(MailboxId.LENGTH_BYTES)),
                    SendToken.of(entropy.bytes(SendToken.LENGTH_BYTES)),
                    EnvelopeId.of(entropy.bytes(EnvelopeId.LENGTH_BYTES)),
                    Lane.MESSAGE,
                    Bytes.wrap(entropy.bytes(SizeClass.SMALL.envelopeBytes())));
            SealedRequest.ForSending sealed = SealedRequest.seal(call, card.relay(), key, Optional.empty(), entropy);
            SubmissionId id = SubmissionId.of(entropy.bytes(SubmissionId.LENGTH_BYTES));
            Submission submission =
                    new Submission(id, card.relay(), Lane.MESSAGE, now.plus(PATIENCE), sealed.request());
            return new Canary(submission, sealed.replyKey());
        });
    }

    /** What the outcome of the submission says about the way. */
    Reading read(FromRelay.OutcomeReady outcome) {
        return outcome.reply()
                .map(this::answered)
                .orElseGet(() -> failed(outcome.failure().orElseThrow()));
    }

    private static Reading failed(FaultNumber fault) {
        return fault.is(FaultCode.EXPIRED)
                ? new Reading(PingEnd.NO_ANSWER, Optional.empty())
                : new Reading(PingEnd.REFUSED, Optional.of(fault));
    }

    private Reading answered(Bytes reply) {
        try {
            if (!(replyKey.open(reply) instanceof Answer.Refused refused)) {
                return new Reading(PingEnd.OTHER_ANSWER, Optional.empty());
            }
            return refused.fault().is(FaultCode.UNKNOWN_MAILBOX)
                    ? new Reading(PingEnd.WELL, Optional.empty())
                    : new Reading(PingEnd.OTHER_ANSWER, Optional.of(refused.fault()));
        } catch (ProtocolViolation foreign) {
            return new Reading(PingEnd.FOREIGN_ANSWER, Optional.empty());
        }
    }
}
