package org.waystation.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.stream.Stream;
import org.waystation.protocol.Hex;
import org.waystation.protocol.fault.ProtocolViolation;

/** A frame and its bytes without the length prefix, written by hand from the .proto files. */
record Form<M>(FrameCodec<M> codec, Frame<M> frame, String hex) {

    static Stream<Form<?>> all() {
        return Stream.of(ToRelayForms.all(), FromRelayForms.all(), LinkForms.all())
                .flatMap(each -> each);
    }

    byte[] body() {
        return Hex.bytes(hex);
    }

    /** What the codec makes of the frame, the length prefix included. */
    byte[] encoded() {
        ByteBuf buffer = codec.encode(frame, UnpooledByteBufAllocator.DEFAULT);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes).release();
        return bytes;
    }

    /** What the codec makes of these bytes, which come without a prefix. */
    Frame<?> decoded(byte[] body) throws ProtocolViolation {
        return codec.decode(Unpooled.wrappedBuffer(body));
    }

    @Override
    public String toString() {
        return frame.message().getClass().getName().replaceFirst(".*\\.", "") + " " + frame.correlation();
    }
}
