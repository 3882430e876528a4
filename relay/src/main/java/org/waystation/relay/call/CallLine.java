package org.waystation.relay.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;

/**
 * One source of sealed requests: a link, or a client of this relay that asks for something here. Requests are opened side by side on all cores and carried
 * out one after the other, in the order in which they came, so that a conversation keeps its order.
 *
 * <p>A request that is refused for now holds up what comes behind it in its lane, or that would overtake it.
 *
 * <p>Not safe for several threads at once. Bounded by the window of the link, or by the questions that a client
 * may have waiting and the room for requests for this relay itself.
 */
public final class CallLine {
    private static final Logger LOG = LoggerFactory.getLogger(CallLine.class);

    private final RequestOpener opener;
    private final Executor workers;
    private final CallDesk desk;
    private final RefusedLanes refused = new RefusedLanes();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    CallLine(RequestOpener opener, Executor workers, CallDesk desk) {
        this.opener = opener;
        this.workers = workers;
        this.desk = desk;
    }

    /** @param answer hears the result, on any thread */
    public void accept(Lane lane, Bytes request, Consumer<LinkMessage> answer) {
        CompletableFuture<RequestOpener.Opening> opening =
                CompletableFuture.supplyAsync(() -> opener.open(request), workers);
        last = last.thenCombine(opening, (before, opened) -> opened)
                .thenAccept(opened -> desk.carryOut(opened, lane, refused, answer))
                .exceptionally(bug -> {
                    LOG.error("a request was not carried out because of a mistake of ours", bug);
                    answer.accept(new LinkMessage.Temporary(FaultNumber.of(FaultCode.INTERNAL), 0));
                    return null;
                });
    }
}
