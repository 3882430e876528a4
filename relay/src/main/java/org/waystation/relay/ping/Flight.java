package org.waystation.relay.ping;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.waystation.federation.roster.Partner;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.relay.session.ClientPort;

/**
 * A canary under way. It waits for its outcome as a client does, so that whatever tells clients of outcomes tells it too, a
 * disk that was in doubt included.
 *
 * <p>Confined to the store's thread, but for the report.
 */
final class Flight implements ClientPort {
    private final BiConsumer<Flight, FromRelay.OutcomeReady> onOutcome;
    final Partner partner;
    final Canary canary;
    final Instant departed;
    final CompletableFuture<PingReport> report = new CompletableFuture<>();
    long waitingBefore;

    Flight(Partner partner, Canary canary, Instant departed, BiConsumer<Flight, FromRelay.OutcomeReady> onOutcome) {
        this.partner = partner;
        this.canary = canary;
        this.departed = departed;
        this.onOutcome = onOutcome;
    }

    @Override
    public void send(Frame<FromRelay> frame) {
        if (frame.message() instanceof FromRelay.OutcomeReady outcome) {
            onOutcome.accept(this, outcome);
        }
    }

    @Override
    public void proved() {}

    @Override
    public void known() {
        // Nobody else wants its place.
    }

    @Override
    public void execute(Runnable action) {
        action.run();
    }

    @Override
    public void close() {
        // There is no connection.
    }
}
