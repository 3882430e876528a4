package org.waystation.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.limits.Limits;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** Frames of every direction, and the stream that they are cut out of. */
public final class FrameDecoders implements Decoders {
    @Override
    public List<Decoder> all() {
        return List.of(
                frames("protocol.frame-to-relay", FrameCodec.toRelay(), ToRelayForms.all()),
                frames("protocol.frame-from-relay", FrameCodec.fromRelay(), FromRelayForms.all()),
                frames("protocol.frame-link", FrameCodec.link(), LinkForms.all()),
                Decoder.named("protocol.frame-stream")
                        .from(() -> List.of(stream()))
                        .readOnly(FrameDecoders::heard));
    }

    private static <M> Decoder frames(String name, FrameCodec<M> codec, Stream<? extends Form<?>> forms) {
        List<byte[]> seeds = forms.map(Form::body).toList();
        return Decoder.named(name)
                .refusing(ProtocolViolation.class)
                .from(() -> seeds)
                .stable(body -> codec.decode(Unpooled.wrappedBuffer(body)), frame -> body(codec, frame));
    }

    private static <M> byte[] body(FrameCodec<M> codec, Frame<M> frame) {
        ByteBuf encoded = codec.encode(frame, UnpooledByteBufAllocator.DEFAULT);
        byte[] body = new byte[encoded.skipBytes(Limits.FRAME_PREFIX_BYTES).readableBytes()];
        encoded.readBytes(body).release();
        return body;
    }

    private static byte[] stream() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        LinkForms.all().map(Form::encoded).filter(each -> each.length < 100).forEach(stream::writeBytes);
        return stream.toByteArray();
    }

    /** What is heard must not depend on where the network cuts: once whole, once in two pieces, as the last byte says. */
    private static List<Object> heard(byte[] bytes) {
        int cut = bytes.length == 0 ? 0 : Math.min(bytes.length, Byte.toUnsignedInt(bytes[bytes.length - 1]));
        List<Object> whole = heard(Unpooled.copiedBuffer(bytes));
        List<Object> pieces =
                heard(Unpooled.copiedBuffer(bytes, 0, cut), Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
        if (!whole.equals(pieces)) {
            throw new AssertionError("cut at " + cut + " it says " + pieces + ", whole " + whole);
        }
        return whole;
    }

    private static List<Object> heard(ByteBuf... pieces) {
        Noting noting = new Noting();
        EmbeddedChannel channel = new EmbeddedChannel();
        new FrameChannel<LinkMessage, LinkMessage>(FrameCodec.link(), FrameCodec.link(), noting).install(channel);
        for (ByteBuf piece : pieces) {
            if (channel.isOpen()) {
                channel.writeInbound(piece);
            } else {
                piece.release();
            }
        }
        channel.finishAndReleaseAll();
        if (!noting.bugs.isEmpty()) {
            throw new AssertionError("a peer's bytes are taken for our own bug", noting.bugs.get(0));
        }
        return noting.noted;
    }

    private static final class Noting implements FrameChannel.Listener<LinkMessage> {
        private final List<Object> noted = new ArrayList<>();
        private final List<Throwable> bugs = new ArrayList<>();

        @Override
        public void onFrame(Frame<LinkMessage> frame) {
            noted.add(frame);
        }

        @Override
        public void onViolation(FaultCode code) {
            noted.add(code);
        }

        @Override
        public void onBug(Throwable bug) {
            bugs.add(bug);
        }

        @Override
        public void onClosed() {
            noted.add("closed");
        }
    }
}
