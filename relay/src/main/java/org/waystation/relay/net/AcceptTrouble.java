package org.waystation.relay.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.protocol.limits.LineBudget;

/**
 * Says in the log that connections cannot be taken, which is nearly always a limit of open files. The last handler of the port's
 * own channel, which Netty would tell nobody but its own log; and that is silent, since it names addresses.
 */
final class AcceptTrouble extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptTrouble.class);

    private final LineBudget<Class<?>> lines = new LineBudget<>();
    private final Clock clock;

    AcceptTrouble(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        lines.onEvent(cause.getClass(), clock.instant())
                .ifPresent(left -> LOG.error(
                        "connections cannot be taken ({}): look at the limit of open files{}",
                        cause.getMessage(),
                        LineBudget.leftOut(left)));
    }
}
