package org.waystation.protocol.frame;

import java.util.Optional;
import java.util.OptionalLong;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SubmissionId;

/** What a relay says to a client: answers, which repeat the correlation of the question, and pushes, which have none. */
public sealed interface FromRelay {

    /** Hands this message to the method of {@code handler} that is for its kind. */
    void deliverTo(Handler handler);

    /** One method per kind. */
    interface Handler {
        void onWelcome(Welcome message);

        void onDone(Done message);

        void onRefused(Refused message);

        void onPong(Pong message);

        void onPrekeyStock(PrekeyStock message);

        void onCardReply(CardReply message);

        void onDeliver(Deliver message);

        void onCaughtUp(CaughtUp message);

        void onDetached(Detached message);

        void onOutcomeReady(OutcomeReady message);
    }

    /**
     * Answer to Hello. {@code nonce}: 32 bytes; {@code card}: the relay's own signed card; {@code time}: Unix seconds;
     * {@code window}: envelopes pushed ahead of acknowledgements.
     */
    record Welcome(int version, Bytes nonce, Bytes card, long time, int window) implements FromRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onWelcome(this);
        }
    }

    /** What was asked for is durable. {@code waitsBecause}: why a submission will not go soon. */
    record Done(Optional<FaultNumber> waitsBecause) implements FromRelay {
        public Done() {
            this(Optional.empty());
        }

        @Override
        public void deliverTo(Handler handler) {
            handler.onDone(this);
        }
    }

    /** {@code retryAfterSeconds}: 0 for no advice. */
    record Refused(FaultNumber fault, int retryAfterSeconds) implements FromRelay {
        public static Refused of(FaultCode code) {
            return new Refused(FaultNumber.of(code), 0);
        }

        @Override
        public void deliverTo(Handler handler) {
            handler.onRefused(this);
        }
    }

    record Pong() implements FromRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPong(this);
        }
    }

    /** {@code publicationBefore}: the highest number of a publication before this one; a relay may not tell. */
    record PrekeyStock(int oneTimeCurve, int oneTimeKem, OptionalLong publicationBefore) implements FromRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onPrekeyStock(this);
        }
    }

    record CardReply(Bytes card) implements FromRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onCardReply(this);
        }
    }

    /** {@code arrivedAt}: Unix seconds, coarse. {@code content}: exactly the length of a size class. */
    record Deliver(MailboxId mailbox, long sequence, EnvelopeId envelope, long arrivedAt, Bytes content)
            implements FromRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onDeliver(this);
        }
    }

    record CaughtUp(MailboxId mailbox) implements FromRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onCaughtUp(this);
        }
    }

    record Detached(MailboxId mailbox) implements FromRelay {
        @Override
        public void deliverTo(Handler handler) {
            handler.onDetached(this);
        }
    }

    /** Exactly one of the two is present. */
    record OutcomeReady(SubmissionId submission, Optional<Bytes> reply, Optional<FaultNumber> failure)
            implements FromRelay {
        public OutcomeReady {
            if (reply.isPresent() == failure.isPresent()) {
                throw new IllegalArgumentException("an outcome is a reply or a failure");
            }
        }

        public static OutcomeReady reply(SubmissionId submission, Bytes reply) {
            return new OutcomeReady(submission, Optional.of(reply), Optional.empty());
        }

        public static OutcomeReady failure(SubmissionId submission, FaultNumber fault) {
            return new OutcomeReady(submission, Optional.empty(), Optional.of(fault));
        }

        @Override
        public void deliverTo(Handler handler) {
            handler.onOutcomeReady(this);
        }
    }
}
