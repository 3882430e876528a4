package org.waystation.protocol.frame;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.wire.ClientFrame;

/** Frames from clients. */
final class ToRelayCodec implements FrameCodec<ToRelay> {

    @Override
    public ByteBuf encode(Frame<ToRelay> frame, ByteBufAllocator allocator) {
        ClientFrame.Builder wire = ClientFrame.newBuilder().setCorrelation(frame.correlation());
        frame.message().deliverTo(new Writer(wire));
        return FrameCodec.write(wire.build(), allocator);
    }

    @Override
    public Frame<ToRelay> decode(ByteBuf body) throws ProtocolViolation {
        ClientFrame wire = FrameCodec.read(body, ClientFrame.parser());
        Fields.require(wire.getCorrelation() != Frame.PUSH);
        return new Frame<>(wire.getCorrelation(), message(wire));
    }

    private static ToRelay message(ClientFrame wire) throws ProtocolViolation {
        return switch (wire.getBodyCase()) {
            case HELLO ->
                new ToRelay.Hello(
                        wire.getHello().getMinVersion(), wire.getHello().getMaxVersion());
            case PING -> new ToRelay.Ping();
            case REDEEM -> redeem(wire.getRedeem());
            case LOGIN ->
                new ToRelay.Login(
                        member(wire.getLogin().getMemberKey()),
                        signature(wire.getLogin().getSignature()));
            case CREATE_MAILBOX -> createMailbox(wire.getCreateMailbox());
            case DELETE_MAILBOX ->
                new ToRelay.DeleteMailbox(mailbox(wire.getDeleteMailbox().getMailbox()));
            case PUBLISH_PREKEYS -> publishPrekeys(wire.getPublishPrekeys());
            case ATTACH ->
                new ToRelay.Attach(
                        mailbox(wire.getAttach().getMailbox()),
                        signature(wire.getAttach().getSignature()));
            case ACKNOWLEDGE -> acknowledge(wire.getAcknowledge());
            case GET_CARD -> new ToRelay.GetCard(relay(wire.getGetCard().getRelay()));
            case SUBMIT -> submit(wire.getSubmit());
            case WATCH -> new ToRelay.Watch(submissions(wire.getWatch().getSubmissionsList()));
            case COLLECT -> new ToRelay.Collect(submissions(wire.getCollect().getSubmissionsList()));
            case WELCOME,
                    DONE,
                    FAULT,
                    PONG,
                    PREKEY_STOCK,
                    DELIVER,
                    CAUGHT_UP,
                    DETACHED,
                    CARD_REPLY,
                    OUTCOME_READY,
                    BODY_NOT_SET -> throw new ProtocolViolation(FaultCode.UNKNOWN_FRAME);
        };
    }

    private static ToRelay redeem(org.waystation.protocol.wire.Redeem wire) throws ProtocolViolation {
        return new ToRelay.Redeem(
                Fields.atMost(Limits.MAX_VOUCHER_SECRET_BYTES, wire.getVoucher()),
                member(wire.getMemberKey()),
                signature(wire.getSignature()));
    }

    private static ToRelay createMailbox(org.waystation.protocol.wire.CreateMailbox wire) throws ProtocolViolation {
        return new ToRelay.CreateMailbox(
                mailbox(wire.getMailbox()),
                new OwnerKey(Fields.exactly(OwnerKey.LENGTH_BYTES, wire.getOwnerKey())),
                new SendToken(Fields.exactly(SendToken.LENGTH_BYTES, wire.getSendToken())),
                wire.getFrontDoor());
    }

    private static ToRelay publishPrekeys(org.waystation.protocol.wire.PublishPrekeys wire) throws ProtocolViolation {
        Fields.require(wire.getPublication() >= 0);
        return new ToRelay.PublishPrekeys(
                mailbox(wire.getMailbox()),
                Fields.atMost(Limits.MAX_STANDING_PREKEYS_BYTES, wire.getStanding()),
                Fields.listAtMost(
                        Limits.MAX_PREKEYS_PER_FRAME, Limits.MAX_CURVE_PREKEY_BYTES, wire.getOneTimeCurveList()),
                Fields.listAtMost(Limits.MAX_PREKEYS_PER_FRAME, Limits.MAX_KEM_PREKEY_BYTES, wire.getOneTimeKemList()),
                wire.getPublication(),
                wire.getReplace());
    }

    private static ToRelay acknowledge(org.waystation.protocol.wire.Acknowledge wire) throws ProtocolViolation {
        Fields.require(wire.getThroughSequence() > 0);
        return new ToRelay.Acknowledge(mailbox(wire.getMailbox()), wire.getThroughSequence());
    }

    private static ToRelay submit(org.waystation.protocol.wire.Submit wire) throws ProtocolViolation {
        Lane lane = Lane.ofNumber(wire.getLane()).orElseThrow(() -> new ProtocolViolation(FaultCode.MALFORMED));
        Fields.require(wire.getExpiresAt() > 0);
        Fields.require(SizeClass.ofRequest(wire.getRequest().size()).isPresent());
        return new ToRelay.Submit(
                submission(wire.getSubmission()),
                relay(wire.getDestination()),
                lane,
                Fields.time(wire.getExpiresAt()),
                Fields.exactly(wire.getRequest().size(), wire.getRequest()));
    }

    private static MailboxId mailbox(ByteString field) throws ProtocolViolation {
        return new MailboxId(Fields.exactly(MailboxId.LENGTH_BYTES, field));
    }

    private static MemberKey member(ByteString field) throws ProtocolViolation {
        return new MemberKey(Fields.exactly(MemberKey.LENGTH_BYTES, field));
    }

    private static RelayId relay(ByteString field) throws ProtocolViolation {
        return new RelayId(Fields.exactly(RelayId.LENGTH_BYTES, field));
    }

    private static org.waystation.protocol.id.Bytes signature(ByteString field) throws ProtocolViolation {
        return Fields.exactly(Limits.SIGNATURE_BYTES, field);
    }

    private static SubmissionId submission(ByteString field) throws ProtocolViolation {
        return new SubmissionId(Fields.exactly(SubmissionId.LENGTH_BYTES, field));
    }

    private static List<SubmissionId> submissions(List<ByteString> fields) throws ProtocolViolation {
        Fields.require(!fields.isEmpty() && fields.size() <= Limits.MAX_IDS_PER_FRAME);
        List<SubmissionId> ids = new ArrayList<>(fields.size());
        for (ByteString each : fields) {
            ids.add(submission(each));
        }
        return ids;
    }

    /** Fills the wire message; the compiler sees to it that no kind is forgotten. */
    private record Writer(ClientFrame.Builder wire) implements ToRelay.Handler {
        @Override
        public void onHello(ToRelay.Hello message) {
            wire.getHelloBuilder().setMinVersion(message.minVersion()).setMaxVersion(message.maxVersion());
        }

        @Override
        public void onPing(ToRelay.Ping message) {
            wire.getPingBuilder();
        }

        @Override
        public void onRedeem(ToRelay.Redeem message) {
            wire.getRedeemBuilder()
                    .setVoucher(Fields.field(message.voucher()))
                    .setMemberKey(Fields.field(message.member().value()))
                    .setSignature(Fields.field(message.signature()));
        }

        @Override
        public void onLogin(ToRelay.Login message) {
            wire.getLoginBuilder()
                    .setMemberKey(Fields.field(message.member().value()))
                    .setSignature(Fields.field(message.signature()));
        }

        @Override
        public void onCreateMailbox(ToRelay.CreateMailbox message) {
            wire.getCreateMailboxBuilder()
                    .setMailbox(Fields.field(message.mailbox().value()))
                    .setOwnerKey(Fields.field(message.owner().value()))
                    .setSendToken(Fields.field(message.token().value()))
                    .setFrontDoor(message.frontDoor());
        }

        @Override
        public void onDeleteMailbox(ToRelay.DeleteMailbox message) {
            wire.getDeleteMailboxBuilder()
                    .setMailbox(Fields.field(message.mailbox().value()));
        }

        @Override
        public void onPublishPrekeys(ToRelay.PublishPrekeys message) {
            wire.getPublishPrekeysBuilder()
                    .setMailbox(Fields.field(message.mailbox().value()))
                    .setStanding(Fields.field(message.standing()))
                    .addAllOneTimeCurve(Fields.fields(message.oneTimeCurve()))
                    .addAllOneTimeKem(Fields.fields(message.oneTimeKem()))
                    .setPublication(message.publication())
                    .setReplace(message.replace());
        }

        @Override
        public void onAttach(ToRelay.Attach message) {
            wire.getAttachBuilder()
                    .setMailbox(Fields.field(message.mailbox().value()))
                    .setSignature(Fields.field(message.signature()));
        }

        @Override
        public void onAcknowledge(ToRelay.Acknowledge message) {
            wire.getAcknowledgeBuilder()
                    .setMailbox(Fields.field(message.mailbox().value()))
                    .setThroughSequence(message.throughSequence());
        }

        @Override
        public void onGetCard(ToRelay.GetCard message) {
            wire.getGetCardBuilder().setRelay(Fields.field(message.relay().value()));
        }

        @Override
        public void onSubmit(ToRelay.Submit message) {
            wire.getSubmitBuilder()
                    .setSubmission(Fields.field(message.submission().value()))
                    .setDestination(Fields.field(message.destination().value()))
                    .setLane(message.lane().number())
                    .setExpiresAt(message.expiresAt())
                    .setRequest(Fields.field(message.request()));
        }

        @Override
        public void onWatch(ToRelay.Watch message) {
            wire.getWatchBuilder().addAllSubmissions(ids(message.submissions()));
        }

        @Override
        public void onCollect(ToRelay.Collect message) {
            wire.getCollectBuilder().addAllSubmissions(ids(message.submissions()));
        }

        private static List<ByteString> ids(List<SubmissionId> submissions) {
            return submissions.stream().map(each -> Fields.field(each.value())).toList();
        }
    }
}
