package org.waystation.protocol.sealed;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import org.waystation.protocol.envelope.Padding;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.wire.SealedAnswer;
import org.waystation.protocol.wire.SealedCall;

/** Calls and answers to padded bytes and back. */
final class CallCodec {
    private CallCodec() {}

    static byte[] encode(Call call) {
        SealedCall.Builder wire = SealedCall.newBuilder().setExpiresAt(call.expiresAt());
        SealedCall built = call.match(new Call.Cases<SealedCall>() {
            @Override
            public SealedCall append(Call.Append append) {
                wire.getAppendBuilder()
                        .setMailbox(field(append.mailbox().value()))
                        .setSendToken(field(append.token().value()))
                        .setEnvelopeId(field(append.envelope().value()))
                        .setLane(append.lane().number())
                        .setContent(field(append.content()));
                return wire.build();
            }

            @Override
            public SealedCall fetchPrekeys(Call.FetchPrekeys fetch) {
                wire.getFetchPrekeysBuilder()
                        .setMailbox(field(fetch.frontDoor().value()))
                        .setLinkToken(field(fetch.linkToken().value()));
                return wire.build();
            }
        });
        return Padding.pad(built.toByteArray(), call.sizeClass().callBytes());
    }

    static Call decodeCall(byte[] padded) throws ProtocolViolation {
        try {
            SealedCall wire = SealedCall.parseFrom(Padding.unpad(padded));
            if (!Limits.isTime(wire.getExpiresAt())) {
                throw new ProtocolViolation(FaultCode.MALFORMED);
            }
            return switch (wire.getCallCase()) {
                case APPEND -> append(wire);
                case FETCH_PREKEYS ->
                    new Call.FetchPrekeys(
                            wire.getExpiresAt(),
                            new MailboxId(bytes(wire.getFetchPrekeys().getMailbox())),
                            new SendToken(bytes(wire.getFetchPrekeys().getLinkToken())));
                case CALL_NOT_SET -> throw new ProtocolViolation(FaultCode.UNKNOWN_FRAME);
            };
        } catch (InvalidProtocolBufferException | IllegalArgumentException malformed) {
            throw new ProtocolViolation(FaultCode.MALFORMED);
        }
    }

    private static Call append(SealedCall wire) throws ProtocolViolation {
        var append = wire.getAppend();
        return new Call.Append(
                wire.getExpiresAt(),
                new MailboxId(bytes(append.getMailbox())),
                new SendToken(bytes(append.getSendToken())),
                new EnvelopeId(bytes(append.getEnvelopeId())),
                Lane.ofNumber(append.getLane()).orElseThrow(() -> new ProtocolViolation(FaultCode.MALFORMED)),
                bytes(append.getContent()));
    }

    static byte[] encode(Answer answer, int answerBytes) {
        SealedAnswer wire = answer.match(new Answer.Cases<>() {
            @Override
            public SealedAnswer appended(Answer.Appended appended) {
                SealedAnswer.Builder built = SealedAnswer.newBuilder().setAppended(!appended.duplicate());
                appended.ticket().ifPresent(ticket -> built.setTicket(ByteString.copyFrom(ticket.exposeBytes())));
                return built.build();
            }

            @Override
            public SealedAnswer prekeys(Answer.Prekeys prekeys) {
                return SealedAnswer.newBuilder()
                        .setPrekeys(field(prekeys.bundle()))
                        .build();
            }

            @Override
            public SealedAnswer refused(Answer.Refused refused) {
                return SealedAnswer.newBuilder()
                        .setRefused(refused.fault().number())
                        .build();
            }
        });
        return Padding.pad(wire.toByteArray(), answerBytes);
    }

    static Answer decodeAnswer(byte[] padded) throws ProtocolViolation {
        try {
            SealedAnswer wire = SealedAnswer.parseFrom(Padding.unpad(padded));
            return switch (wire.getAnswerCase()) {
                case APPENDED ->
                    new Answer.Appended(
                            !wire.getAppended(), Ticket.read(wire.getTicket().toByteArray()));
                case PREKEYS -> new Answer.Prekeys(bytes(wire.getPrekeys()));
                case REFUSED -> new Answer.Refused(new FaultNumber(wire.getRefused()));
                case ANSWER_NOT_SET -> throw new ProtocolViolation(FaultCode.UNKNOWN_FRAME);
            };
        } catch (InvalidProtocolBufferException malformed) {
            throw new ProtocolViolation(FaultCode.MALFORMED);
        }
    }

    private static Bytes bytes(ByteString field) {
        return Bytes.wrap(field.toByteArray());
    }

    private static ByteString field(Bytes value) {
        return UnsafeByteOperations.unsafeWrap(value.asReadOnlyBuffer());
    }
}
