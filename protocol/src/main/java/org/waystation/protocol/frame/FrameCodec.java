package org.waystation.protocol.frame;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.limits.Limits;

/**
 * Bytes to frames of one direction of one kind of connection, and back. Stateless; safe for any thread.
 *
 * <pre>
 *  0               4
 * +---------------+---------------------------+
 * | length, u32be | Protobuf message          |   length = bytes of the message, 1 .. MAX_FRAME_BYTES
 * +---------------+---------------------------+
 * </pre>
 *
 * @param <M> the kind of messages
 */
public interface FrameCodec<M> {

    /** The frame with its length prefix, in a buffer that the caller must release. */
    ByteBuf encode(Frame<M> frame, ByteBufAllocator allocator);

    /**
     * The frame in {@code body}, which comes without its length prefix and is not released here.
     *
     * @throws ProtocolViolation if the bytes are no frame of this direction; nothing else is ever thrown for bad bytes
     */
    Frame<M> decode(ByteBuf body) throws ProtocolViolation;

    /** What clients say to relays. */
    static FrameCodec<ToRelay> toRelay() {
        return new ToRelayCodec();
    }

    /** What relays say to clients. */
    static FrameCodec<FromRelay> fromRelay() {
        return new FromRelayCodec();
    }

    /** What relays say to each other. */
    static FrameCodec<LinkMessage> link() {
        return new LinkCodec();
    }

    /** Prefixes and writes; a frame that we made too long is our own bug. */
    static ByteBuf write(MessageLite message, ByteBufAllocator allocator) {
        int length = message.getSerializedSize();
        if (length > Limits.MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("a frame of " + length + " bytes is over the limit");
        }
        byte[] body = message.toByteArray();
        return allocator
                .buffer(Limits.FRAME_PREFIX_BYTES + length)
                .writeInt(length)
                .writeBytes(body);
    }

    /** Parses {@code body} as one Protobuf message. */
    static <W> W read(ByteBuf body, Parser<W> parser) throws ProtocolViolation {
        int length = body.readableBytes();
        if (length == 0 || length > Limits.MAX_FRAME_BYTES) {
            throw new ProtocolViolation(length == 0 ? FaultCode.MALFORMED : FaultCode.OVERSIZED);
        }
        try {
            ByteBuffer bytes = body.nioBuffer();
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException malformed) {
            throw new ProtocolViolation(FaultCode.MALFORMED);
        }
    }
}
