package org.waystation.relay.net;

import io.netty.channel.Channel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FrameChannel;
import org.waystation.protocol.frame.FrameCodec;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.relay.session.ClientPort;
import org.waystation.relay.session.ClientSession;

/** Turns a client's channel into a {@link ClientSession}. */
final class ClientEdge {
    private static final Logger LOG = LoggerFactory.getLogger(ClientEdge.class);

    private static final Duration SILENT_TOO_LONG = Duration.ofMinutes(3);

    /** Well over what a window and the answers to all questions take; who leaves more unread does so on purpose. */
    private static final long MOST_UNREAD_BYTES = 8L << 20;

    /** Large frames that may have come in half at a time: 64 MiB of them; whoever has been at it for longest makes room. */
    private static final int MOST_HALVES = 1_000;

    private final Function<ClientPort, ClientSession> sessions;
    private final Runnable onViolation;
    private final Clock clock;
    private final Unproven halves = new Unproven(MOST_HALVES);

    ClientEdge(Function<ClientPort, ClientSession> sessions, Runnable onViolation, Clock clock) {
        this.sessions = sessions;
        this.onViolation = onViolation;
        this.clock = clock;
    }

    /**
     * A channel whose TLS handshake is done.
     *
     * @param onKnown hears, on any thread, when the client has proved to be a member
     */
    void adopt(Channel channel, Runnable onKnown) {
        ClientIntake intake = new ClientIntake(channel, halves);
        ChannelPort port = new ChannelPort(channel, intake::proved, onKnown);
        Adapter adapter = new Adapter(sessions.apply(port), port);
        // Clients ping long before; who says nothing at all is gone, or never meant to come.
        channel.pipeline().addLast(new ReadTimeoutHandler(SILENT_TOO_LONG.toSeconds(), TimeUnit.SECONDS));
        new FrameChannel<>(FrameCodec.toRelay(), FrameCodec.fromRelay(), adapter).install(channel, intake);
    }

    private final class Adapter implements FrameChannel.Listener<ToRelay> {
        private final ClientSession session;
        private final ClientPort port;

        Adapter(ClientSession session, ClientPort port) {
            this.session = session;
            this.port = port;
        }

        @Override
        public void onFrame(Frame<ToRelay> frame) {
            session.onFrame(frame, clock.instant());
        }

        @Override
        public void onViolation(FaultCode code) {
            onViolation.run();
            port.refuse(Frame.PUSH, code);
        }

        @Override
        public void onBug(Throwable bug) {
            LOG.error("a client's connection closes because of a mistake of ours", bug);
        }

        @Override
        public void onClosed() {
            session.onClosed();
        }
    }

    private record ChannelPort(Channel channel, Runnable onProved, Runnable onKnown) implements ClientPort {
        @Override
        public void proved() {
            onProved.run();
        }

        @Override
        public void known() {
            onKnown.run();
        }

        @Override
        public void send(Frame<FromRelay> frame) {
            if (channel.bytesBeforeWritable() > MOST_UNREAD_BYTES) {
                channel.close();
            } else {
                channel.writeAndFlush(frame, channel.voidPromise());
            }
        }

        @Override
        public void execute(Runnable action) {
            channel.eventLoop().execute(action);
        }

        @Override
        public void close() {
            FrameChannel.closeAfterLastWords(channel);
        }
    }
}
