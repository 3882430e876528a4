package org.waystation.relay.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    /**
     * With the workers. Keeps those of four cores busy when nobody else has anything for them; the same on every machine, so
     * that a simulation plays the same everywhere.
     */
    private static final int MOST_AT_ONCE = 4;

    private final RequestOpener opener;
    private final Executor workers;
    private final CallDesk desk;
    private final RefusedLanes refused = new RefusedLanes();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    CallLine(RequestOpener opener, Executor workers, CallDesk desk) {
        this.opener = opener;
        this.workers = new Turns(workers, MOST_AT_ONCE);
        this.desk = desk;
    }

    /** @param answer hears the result, on any thread */
    public void accept(Lane lane, Bytes request, Consumer<LinkMessage> answer) {
        RefusedLanes.Place place = refused.next(lane);
        CompletableFuture<RequestOpener.Opening> opening =
                CompletableFuture.supplyAsync(() -> opener.open(request), workers);
        last = last.thenCombine(opening, (before, opened) -> opened)
                .thenAccept(opened -> desk.carryOut(opened, place, answer))
                .exceptionally(bug -> onBug(bug, answer));
    }

    /** Puts a request off without opening it: answered in its turn, and what comes behind it in its lane waits for it. */
    void putOff(Lane lane, Bytes request, LinkMessage.Temporary later, Consumer<LinkMessage> answer) {
        RefusedLanes.Place place = refused.next(lane);
        CompletableFuture<Bytes> digest = CompletableFuture.supplyAsync(() -> RequestOpener.digest(request), workers);
        last = last.thenCombine(digest, (before, known) -> known)
                .thenAccept(known -> {
                    place.onRefused(known);
                    answer.accept(later);
                })
                .exceptionally(bug -> onBug(bug, answer));
    }

    private @Nullable Void onBug(Throwable bug, Consumer<LinkMessage> answer) {
        desk.onBug(bug);
        answer.accept(new LinkMessage.Temporary(FaultNumber.of(FaultCode.INTERNAL), 0));
        return null;
    }
}
