package org.waystation.protocol.frame;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Optional;
import java.util.OptionalLong;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.wire.ClientFrame;

/** Frames to clients. */
final class FromRelayCodec implements FrameCodec<FromRelay> {
    private static final int MAX_REPLY_BYTES = Limits.LONG_ANSWER_BYTES + Limits.REPLY_OVERHEAD_BYTES;

    @Override
    public ByteBuf encode(Frame<FromRelay> frame, ByteBufAllocator allocator) {
        ClientFrame.Builder wire = ClientFrame.newBuilder().setCorrelation(frame.correlation());
        frame.message().deliverTo(new Writer(wire));
        return FrameCodec.write(wire.build(), allocator);
    }

    @Override
    public Frame<FromRelay> decode(ByteBuf body) throws ProtocolViolation {
        ClientFrame wire = FrameCodec.read(body, ClientFrame.parser());
        return new Frame<>(wire.getCorrelation(), message(wire));
    }

    private static FromRelay message(ClientFrame wire) throws ProtocolViolation {
        return switch (wire.getBodyCase()) {
            case WELCOME -> welcome(wire.getWelcome());
            case DONE -> done(wire.getDone());
            case FAULT ->
                new FromRelay.Refused(
                        new FaultNumber(wire.getFault().getCode()),
                        Math.max(0, wire.getFault().getRetryAfterSeconds()));
            case PONG -> new FromRelay.Pong();
            case PREKEY_STOCK -> prekeyStock(wire.getPrekeyStock());
            case CARD_REPLY ->
                new FromRelay.CardReply(
                        Fields.atMost(Limits.MAX_CARD_BYTES, wire.getCardReply().getCard()));
            case DELIVER -> deliver(wire.getDeliver());
            case CAUGHT_UP -> new FromRelay.CaughtUp(mailbox(wire.getCaughtUp().getMailbox()));
            case DETACHED -> new FromRelay.Detached(mailbox(wire.getDetached().getMailbox()));
            case OUTCOME_READY -> outcome(wire.getOutcomeReady());
            case HELLO,
                    PING,
                    REDEEM,
                    LOGIN,
                    CREATE_MAILBOX,
                    DELETE_MAILBOX,
                    PUBLISH_PREKEYS,
                    ATTACH,
                    ACKNOWLEDGE,
                    GET_CARD,
                    SUBMIT,
                    WATCH,
                    COLLECT,
                    BODY_NOT_SET -> throw new ProtocolViolation(FaultCode.UNKNOWN_FRAME);
        };
    }

    private static FromRelay done(org.waystation.protocol.wire.Done wire) {
        int waits = wire.getWaitsBecause();
        return new FromRelay.Done(waits == 0 ? Optional.empty() : Optional.of(new FaultNumber(waits)));
    }

    private static FromRelay welcome(org.waystation.protocol.wire.Welcome wire) throws ProtocolViolation {
        Fields.require(wire.getWindow() > 0 && wire.getTime() > 0);
        return new FromRelay.Welcome(
                wire.getVersion(),
                Fields.exactly(Limits.NONCE_BYTES, wire.getNonce()),
                Fields.atMost(Limits.MAX_CARD_BYTES, wire.getCard()),
                Fields.time(wire.getTime()),
                wire.getWindow());
    }

    private static FromRelay prekeyStock(org.waystation.protocol.wire.PrekeyStock wire) throws ProtocolViolation {
        Fields.require(wire.getOneTimeCurve() >= 0 && wire.getOneTimeKem() >= 0);
        Fields.require(wire.getPublicationBefore() >= 0);
        return new FromRelay.PrekeyStock(
                wire.getOneTimeCurve(),
                wire.getOneTimeKem(),
                wire.hasPublicationBefore() ? OptionalLong.of(wire.getPublicationBefore()) : OptionalLong.empty());
    }

    private static FromRelay deliver(org.waystation.protocol.wire.Deliver wire) throws ProtocolViolation {
        Fields.require(wire.getSequence() > 0);
        Fields.require(SizeClass.ofEnvelope(wire.getContent().size()).isPresent());
        return new FromRelay.Deliver(
                mailbox(wire.getMailbox()),
                wire.getSequence(),
                new EnvelopeId(Fields.exactly(EnvelopeId.LENGTH_BYTES, wire.getEnvelopeId())),
                Fields.time(wire.getArrivedAt()),
                Fields.exactly(wire.getContent().size(), wire.getContent()));
    }

    private static FromRelay outcome(org.waystation.protocol.wire.OutcomeReady wire) throws ProtocolViolation {
        SubmissionId submission = new SubmissionId(Fields.exactly(SubmissionId.LENGTH_BYTES, wire.getSubmission()));
        return switch (wire.getResultCase()) {
            case REPLY -> FromRelay.OutcomeReady.reply(submission, Fields.atMost(MAX_REPLY_BYTES, wire.getReply()));
            case FAILURE ->
                new FromRelay.OutcomeReady(
                        submission, Optional.empty(), Optional.of(new FaultNumber(wire.getFailure())));
            case RESULT_NOT_SET -> throw new ProtocolViolation(FaultCode.MALFORMED);
        };
    }

    private static MailboxId mailbox(ByteString field) throws ProtocolViolation {
        return new MailboxId(Fields.exactly(MailboxId.LENGTH_BYTES, field));
    }

    private record Writer(ClientFrame.Builder wire) implements FromRelay.Handler {
        @Override
        public void onWelcome(FromRelay.Welcome message) {
            wire.getWelcomeBuilder()
                    .setVersion(message.version())
                    .setNonce(Fields.field(message.nonce()))
                    .setCard(Fields.field(message.card()))
                    .setTime(message.time())
                    .setWindow(message.window());
        }

        @Override
        public void onDone(FromRelay.Done message) {
            var done = wire.getDoneBuilder();
            message.waitsBecause().ifPresent(fault -> done.setWaitsBecause(fault.number()));
        }

        @Override
        public void onRefused(FromRelay.Refused message) {
            wire.getFaultBuilder().setCode(message.fault().number()).setRetryAfterSeconds(message.retryAfterSeconds());
        }

        @Override
        public void onPong(FromRelay.Pong message) {
            wire.getPongBuilder();
        }

        @Override
        public void onPrekeyStock(FromRelay.PrekeyStock message) {
            org.waystation.protocol.wire.PrekeyStock.Builder stock = wire.getPrekeyStockBuilder()
                    .setOneTimeCurve(message.oneTimeCurve())
                    .setOneTimeKem(message.oneTimeKem());
            message.publicationBefore().ifPresent(stock::setPublicationBefore);
        }

        @Override
        public void onCardReply(FromRelay.CardReply message) {
            wire.getCardReplyBuilder().setCard(Fields.field(message.card()));
        }

        @Override
        public void onDeliver(FromRelay.Deliver message) {
            wire.getDeliverBuilder()
                    .setMailbox(Fields.field(message.mailbox().value()))
                    .setSequence(message.sequence())
                    .setEnvelopeId(Fields.field(message.envelope().value()))
                    .setArrivedAt(message.arrivedAt())
                    .setContent(Fields.field(message.content()));
        }

        @Override
        public void onCaughtUp(FromRelay.CaughtUp message) {
            wire.getCaughtUpBuilder().setMailbox(Fields.field(message.mailbox().value()));
        }

        @Override
        public void onDetached(FromRelay.Detached message) {
            wire.getDetachedBuilder().setMailbox(Fields.field(message.mailbox().value()));
        }

        @Override
        public void onOutcomeReady(FromRelay.OutcomeReady message) {
            var outcome = wire.getOutcomeReadyBuilder()
                    .setSubmission(Fields.field(message.submission().value()));
            message.reply().map((Bytes reply) -> Fields.field(reply)).ifPresent(outcome::setReply);
            message.failure().map(FaultNumber::number).ifPresent(outcome::setFailure);
        }
    }
}
