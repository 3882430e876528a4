package org.waystation.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.wire.LinkFrame;

/** Frames between relays. */
final class LinkCodec implements FrameCodec<LinkMessage> {
    private static final int MAX_REPLY_BYTES = Limits.LONG_ANSWER_BYTES + Limits.REPLY_OVERHEAD_BYTES;

    @Override
    public ByteBuf encode(Frame<LinkMessage> frame, ByteBufAllocator allocator) {
        LinkFrame.Builder wire = LinkFrame.newBuilder().setCorrelation(frame.correlation());
        frame.message().deliverTo(frame.correlation(), new Writer(wire));
        return FrameCodec.write(wire.build(), allocator);
    }

    @Override
    public Frame<LinkMessage> decode(ByteBuf body) throws ProtocolViolation {
        LinkFrame wire = FrameCodec.read(body, LinkFrame.parser());
        return new Frame<>(wire.getCorrelation(), message(wire));
    }

    private static LinkMessage message(LinkFrame wire) throws ProtocolViolation {
        return switch (wire.getBodyCase()) {
            case HELLO -> hello(wire.getHello());
            case CARD ->
                new LinkMessage.Card(
                        Fields.atMost(Limits.MAX_CARD_BYTES, wire.getCard().getCard()));
            case FORWARD -> forward(wire);
            case RESULT -> result(wire);
            case PING -> new LinkMessage.Ping();
            case PONG -> new LinkMessage.Pong();
            case FAULT ->
                new LinkMessage.Closing(new FaultNumber(wire.getFault().getCode()));
            case BODY_NOT_SET -> throw new ProtocolViolation(FaultCode.UNKNOWN_FRAME);
        };
    }

    private static LinkMessage hello(org.waystation.protocol.wire.LinkHello wire) throws ProtocolViolation {
        Fields.require(wire.getWindow() > 0);
        return new LinkMessage.Hello(
                wire.getMinVersion(),
                wire.getMaxVersion(),
                new RelayId(Fields.exactly(RelayId.LENGTH_BYTES, wire.getRelay())),
                Fields.exactly(LinkMessage.Hello.INSTANCE_BYTES, wire.getInstance()),
                wire.getWindow(),
                Fields.time(wire.getTime()),
                wire.getCardSequence());
    }

    private static LinkMessage forward(LinkFrame wire) throws ProtocolViolation {
        var forward = wire.getForward();
        Fields.require(wire.getCorrelation() != Frame.PUSH);
        Fields.require(SizeClass.ofRequest(forward.getRequest().size()).isPresent());
        Lane lane = Lane.ofNumber(forward.getLane()).orElseThrow(() -> new ProtocolViolation(FaultCode.MALFORMED));
        return new LinkMessage.Forward(Fields.exactly(forward.getRequest().size(), forward.getRequest()), lane);
    }

    private static LinkMessage result(LinkFrame wire) throws ProtocolViolation {
        Fields.require(wire.getCorrelation() != Frame.PUSH);
        var result = wire.getResult();
        return switch (result.getResultCase()) {
            case REPLY -> new LinkMessage.Answered(Fields.atMost(MAX_REPLY_BYTES, result.getReply()));
            case TEMPORARY ->
                new LinkMessage.Temporary(
                        new FaultNumber(result.getTemporary().getCode()),
                        Math.max(0, result.getTemporary().getRetryAfterSeconds()));
            case PERMANENT ->
                new LinkMessage.Permanent(new FaultNumber(result.getPermanent().getCode()));
            case RESULT_NOT_SET -> throw new ProtocolViolation(FaultCode.MALFORMED);
        };
    }

    private record Writer(LinkFrame.Builder wire) implements LinkMessage.Handler {
        @Override
        public void onHello(LinkMessage.Hello message) {
            wire.getHelloBuilder()
                    .setMinVersion(message.minVersion())
                    .setMaxVersion(message.maxVersion())
                    .setRelay(Fields.field(message.relay().value()))
                    .setInstance(Fields.field(message.instance()))
                    .setWindow(message.window())
                    .setTime(message.time())
                    .setCardSequence(message.cardSequence());
        }

        @Override
        public void onCard(LinkMessage.Card message) {
            wire.getCardBuilder().setCard(Fields.field(message.card()));
        }

        @Override
        public void onForward(long correlation, LinkMessage.Forward message) {
            wire.getForwardBuilder()
                    .setRequest(Fields.field(message.request()))
                    .setLane(message.lane().number());
        }

        @Override
        public void onAnswered(long correlation, LinkMessage.Answered message) {
            wire.getResultBuilder().setReply(Fields.field(message.reply()));
        }

        @Override
        public void onTemporary(long correlation, LinkMessage.Temporary message) {
            wire.getResultBuilder()
                    .getTemporaryBuilder()
                    .setCode(message.fault().number())
                    .setRetryAfterSeconds(message.retryAfterSeconds());
        }

        @Override
        public void onPermanent(long correlation, LinkMessage.Permanent message) {
            wire.getResultBuilder()
                    .getPermanentBuilder()
                    .setCode(message.fault().number());
        }

        @Override
        public void onPing(long correlation) {
            wire.getPingBuilder();
        }

        @Override
        public void onPong(long correlation) {
            wire.getPongBuilder();
        }

        @Override
        public void onClosing(LinkMessage.Closing message) {
            wire.getFaultBuilder().setCode(message.fault().number());
        }
    }
}
