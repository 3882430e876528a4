package org.waystation.relay;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.relay.turn.StoreQueue;
import org.waystation.relay.turn.StoreTask;

/** Asks the store's thread how the partners are; answers without them if it does not answer in time. Safe for any thread. */
final class StatusDesk {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration NOTABLE_SKEW = Duration.ofMinutes(5);

    private final StoreQueue store;
    private final RelayCore core;
    private final Supplier<Roster> roster;

    @GuardedBy("this")
    private CompletableFuture<List<RelayStatus.PartnerStatus>> waiting = CompletableFuture.completedFuture(List.of());

    StatusDesk(StoreQueue store, RelayCore core, Supplier<Roster> roster) {
        this.store = store;
        this.core = core;
        this.roster = roster;
    }

    /** How each partner is; empty if the store's thread is stuck. */
    List<RelayStatus.PartnerStatus> partners() {
        try {
            return question().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stuck) {
            return List.of();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** The one that still waits for its turn, or a new one: whoever asks a stuck thread again and again piles up nothing. */
    private synchronized CompletableFuture<List<RelayStatus.PartnerStatus>> question() {
        if (waiting.isDone()) {
            waiting = ask();
        }
        return waiting;
    }

    private CompletableFuture<List<RelayStatus.PartnerStatus>> ask() {
        CompletableFuture<List<RelayStatus.PartnerStatus>> answer = new CompletableFuture<>();
        store.submitOwn(new StoreTask() {
            @Override
            public void run(Transaction tx, Instant now) {
                List<RelayStatus.PartnerStatus> partners = new ArrayList<>();
                roster.get()
                        .partners()
                        .forEach(each ->
                                core.outbox().status(tx, each.id(), queue -> partners.add(partner(each, queue, now))));
                tx.afterCommit(() -> answer.complete(partners));
            }

            @Override
            public void onFailure(FaultCode code) {
                answer.complete(List.of());
            }
        });
        return answer;
    }

    private RelayStatus.PartnerStatus partner(Partner partner, Outbox.QueueStatus queue, Instant now) {
        return new RelayStatus.PartnerStatus(
                partner.card().name(),
                core.links().isLinked(partner.id()),
                queue.requests(),
                queue.bytes(),
                standing(partner, now)
                        .or(() ->
                                Optional.of(core.links().trouble(partner.id())).filter(words -> !words.isEmpty()))
                        .or(() -> warning(partner))
                        .orElse(""));
    }

    /** What works still, and will need a hand. */
    private Optional<String> warning(Partner partner) {
        return core.links()
                .state(partner.id())
                .skew()
                .filter(skew -> skew.abs().compareTo(NOTABLE_SKEW) > 0)
                .map(skew -> "its clock was " + skew.abs().toMinutes() + " min "
                        + (skew.isNegative() ? "behind" : "ahead of") + " this one when the link began")
                .or(() -> partner.card().tombstone().map(each -> "it closes for good at " + each.since()));
    }

    /** What the operator, or the partner for good, has said; empty if there should be a link. */
    private Optional<String> standing(Partner partner, Instant now) {
        if (core.links().isClosed(now)) {
            return Optional.of("this relay has closed for good");
        }
        if (partner.card().isGoneAt(now)) {
            return Optional.of("it has closed for good");
        }
        return switch (partner.standing()) {
            case ACTIVE -> Optional.empty();
            case SUSPENDED -> Optional.of("you suspended it: partner resume ends that");
            case QUARANTINED -> Optional.of("you put it into quarantine: partner resume ends that");
        };
    }
}
