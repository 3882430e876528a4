package org.waystation.ops.siege.attack;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Connections after their TLS handshake, at most so many at a time. Any thread. */
final class Callers {
    private final Camp camp;
    private final int most;
    private final AtomicInteger count = new AtomicInteger();
    private final Queue<Caller> open = new ConcurrentLinkedQueue<>();

    Callers(Camp camp, int most) {
        this.camp = camp;
        this.most = most;
    }

    /** One more, if there is room; {@code then} is done on its event loop once it is connected. */
    void dial(Consumer<Caller> then) {
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            closeOldest();
            return;
        }
        camp.stranger().whenComplete((caller, failure) -> {
            if (failure != null) {
                count.decrementAndGet();
                camp.score().count("no TLS with the relay");
                return;
            }
            caller.channel().closeFuture().addListener(closed -> {
                count.decrementAndGet();
                open.remove(caller);
            });
            open.add(caller);
            camp.score().count(Score.TRIED);
            then.accept(caller);
        });
    }

    Iterable<Caller> open() {
        return open;
    }

    private void closeOldest() {
        Caller oldest = open.poll();
        if (oldest != null) {
            oldest.close();
        }
    }
}
