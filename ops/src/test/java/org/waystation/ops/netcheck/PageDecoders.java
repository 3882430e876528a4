package org.waystation.ops.netcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.netcheck.wire.Greeting;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.PingPage;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;
import org.waystation.relay.ping.PingEnd;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;
import org.waystation.watch.fuzz.Nothing;

/** What the commands read that ask a relay: the running one's pages, and what a stranger's says to a hello. */
public final class PageDecoders implements Decoders {
    private static final Instant TIME = Instant.ofEpochSecond(1_800_000_000L);
    private static final FromRelay.Welcome WELCOME = new FromRelay.Welcome(
            1, Bytes.wrap(new byte[32]), Bytes.wrap(new byte[] {1, 2}), TIME.getEpochSecond(), 64);

    @Override
    public List<Decoder> all() {
        return List.of(
                Decoder.named("ops.ping-page")
                        .refusing(CommandFailure.class)
                        .from(() -> List.of(
                                json(new PingPage("b.example", "123 456", PingEnd.WELL, 0, 7, true, 3L, "", 2))))
                        .stable(PageDecoders::read, PageDecoders::json),
                Decoder.named("ops.greeting")
                        .refusing(ProtocolViolation.class, Nothing.class)
                        .from(() -> List.of(welcome()))
                        .readOnly(PageDecoders::skew));
    }

    /** And puts it into words, as the command does. */
    private static PingPage read(byte[] json) {
        PingPage page = PingCommand.parse(new String(json, StandardCharsets.UTF_8));
        PingWords.of(page);
        return page;
    }

    private static byte[] json(Object page) {
        try {
            return OperatorJson.mapper().writeValueAsBytes(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] welcome() {
        ByteBuf frame = FrameCodec.fromRelay().encode(new Frame<>(7, WELCOME), UnpooledByteBufAllocator.DEFAULT);
        byte[] body = new byte[frame.skipBytes(Limits.FRAME_PREFIX_BYTES).readableBytes()];
        frame.readBytes(body).release();
        return body;
    }

    private static Duration skew(byte[] frame) throws ProtocolViolation, Nothing {
        if (FrameCodec.fromRelay().decode(Unpooled.wrappedBuffer(frame)).message()
                instanceof FromRelay.Welcome welcome) {
            return Greeting.skew(welcome.time(), TIME, Duration.ofMillis(1));
        }
        throw new Nothing();
    }
}
