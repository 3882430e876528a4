package org.waystation.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.nio.ByteOrder;
import org.waystation.protocol.limits.Limits;

/**
 * Cuts a stream of bytes into the bodies of frames. What has come of a frame is held until the rest has, so a peer can have this
 * process hold as much as it may say at once: {@link Intake} settles how much that is, and hears of it.
 */
final class FrameSplitter extends LengthFieldBasedFrameDecoder {
    private final Intake intake;
    private long length;
    private boolean half;

    FrameSplitter(Intake intake) {
        super(
                Limits.FRAME_PREFIX_BYTES + Limits.MAX_FRAME_BYTES,
                0,
                Limits.FRAME_PREFIX_BYTES,
                0,
                Limits.FRAME_PREFIX_BYTES);
        this.intake = intake;
    }

    @Override
    protected Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        Object whole = super.decode(context, in);
        if (whole != null) {
            length = 0;
        }
        boolean halfNow = length > Intake.SMALL_BYTES;
        if (halfNow != half) {
            half = halfNow;
            tell();
        }
        return whole;
    }

    private void tell() {
        if (half) {
            intake.onHalf();
        } else {
            intake.onWhole();
        }
    }

    /** Netty asks once for each frame, as soon as its prefix is there. */
    @Override
    protected long getUnadjustedFrameLength(ByteBuf bytes, int offset, int prefixBytes, ByteOrder order) {
        length = super.getUnadjustedFrameLength(bytes, offset, prefixBytes, order);
        if (length > intake.mostBytes()) {
            throw new TooLongFrameException();
        }
        return length;
    }
}
