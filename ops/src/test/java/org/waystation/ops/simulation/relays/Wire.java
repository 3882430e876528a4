package org.waystation.ops.simulation.relays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.limits.Limits;

/** Frames to bytes and back, through the codec of the real connections. */
public final class Wire {
    private static final UnpooledByteBufAllocator ON_HEAP = new UnpooledByteBufAllocator(false);

    private Wire() {}

    /** With the length prefix. */
    public static <M> byte[] encode(FrameCodec<M> codec, Frame<M> frame) {
        ByteBuf buffer = codec.encode(frame, ON_HEAP);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        buffer.release();
        return bytes;
    }

    public static <M> Frame<M> decode(FrameCodec<M> codec, byte[] bytes) throws ProtocolViolation {
        return codec.decode(Unpooled.wrappedBuffer(bytes).skipBytes(Limits.FRAME_PREFIX_BYTES));
    }
}
