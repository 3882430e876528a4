package org.waystation.relay.call;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.LineBudget;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.relay.mailbox.Deliveries;
import org.waystation.relay.mailbox.FrontDoors;
import org.waystation.relay.mailbox.Mailboxes;
import org.waystation.relay.turn.StoreQueue;
import org.waystation.relay.turn.StoreTask;

/**
 * Carries out sealed requests: opened on the workers, decided on the store's thread, answered once durable. It cannot tell
 * who asks, and the relay that carries the answer cannot tell what was asked.
 *
 * <p>Safe for any thread.
 */
public final class CallDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CallDesk.class);
    private static final int RETRY_AFTER_SECONDS = 5;

    private final RequestOpener opener;
    private final Executor workers;
    private final StoreQueue store;
    private final Mailboxes mailboxes;
    private final FrontDoors frontDoors;
    private final Deliveries deliveries;
    private final BooleanSupplier acceptsWrites;
    private final Entropy entropy;
    private final CallEvents events;
    private final InstantSource clock;
    private final LineBudget<Class<?>> lines = new LineBudget<>();

    /** @param acceptsWrites whether there is room on the disk for anything new */
    public CallDesk(
            RequestOpener opener,
            Executor workers,
            StoreQueue store,
            Mailboxes mailboxes,
            Deliveries deliveries,
            BooleanSupplier acceptsWrites,
            Entropy entropy,
            CallEvents events,
            InstantSource clock) {
        this.opener = opener;
        this.workers = workers;
        this.store = store;
        this.mailboxes = mailboxes;
        this.frontDoors = new FrontDoors(mailboxes);
        this.deliveries = deliveries;
        this.acceptsWrites = acceptsWrites;
        this.entropy = entropy;
        this.events = events;
        this.clock = clock;
    }

    /** A new source of requests, whose requests are carried out in the order in which they come. */
    public CallLine newLine() {
        return new CallLine(opener, workers, this);
    }

    void carryOut(RequestOpener.Opening opening, RefusedLanes.Place place, Consumer<LinkMessage> answer) {
        opening.refusal().ifPresent(code -> {
            events.onUndecipherable();
            answer.accept(new LinkMessage.Permanent(FaultNumber.of(code)));
        });
        opening.received().ifPresent(received -> {
            events.onOpened(received.byTicket());
            Task task = new Task(received, opening.digest(), place, answer);
            if (acceptsWrites.getAsBoolean()) {
                store.submit(task);
            } else {
                task.onFailure(FaultCode.STORE_UNAVAILABLE);
            }
        });
    }

    /** A request was not carried out; whoever finds one that makes it so may send many. */
    void onBug(Throwable bug) {
        Throwable cause = bug.getCause() == null ? bug : bug.getCause();
        lines.onEvent(cause.getClass(), clock.instant())
                .ifPresent(left -> LOG.error(
                        "a request was not carried out because of a mistake of ours{}", LineBudget.leftOut(left), bug));
    }

    private static LinkMessage later(FaultCode code) {
        return new LinkMessage.Temporary(FaultNumber.of(code), RETRY_AFTER_SECONDS);
    }

    private final class Task implements StoreTask {
        private final SealedRequest.Received received;
        private final Bytes digest;
        private final RefusedLanes.Place place;
        private final Consumer<LinkMessage> answer;

        Task(SealedRequest.Received received, Bytes digest, RefusedLanes.Place place, Consumer<LinkMessage> answer) {
            this.received = received;
            this.digest = digest;
            this.place = place;
            this.answer = answer;
        }

        @Override
        public int heldBytes() {
            return received.call() instanceof Call.Append append
                    ? append.content().size()
                    : 0;
        }

        @Override
        public void run(Transaction tx, Instant now) {
            if (place.mustWait(digest)) {
                tx.afterCommit(() -> answer.accept(later(FaultCode.BUSY)));
                return;
            }
            Answer result = decide(tx, received.call(), digest, now);
            // Sealed before the commit: should it fail, the asker hears of it like of any other mistake of ours.
            Bytes reply = received.replyKey().seal(result, entropy);
            tx.afterCommit(() -> answer.accept(new LinkMessage.Answered(reply)));
        }

        @Override
        public void onFailure(FaultCode code) {
            // A request that trips over a mistake of ours will do so again; it must not hold up the others for ever.
            if (code != FaultCode.INTERNAL) {
                place.onRefused(digest);
            }
            answer.accept(later(code));
        }
    }

    private Answer decide(Transaction tx, Call call, Bytes digest, Instant now) {
        if (call.expiresAt() <= now.getEpochSecond()) {
            return Answer.Refused.of(FaultCode.EXPIRED);
        }
        return call.match(new Call.Cases<>() {
            @Override
            public Answer append(Call.Append append) {
                return answer(tx, append, mailboxes.append(tx, append, now));
            }

            @Override
            public Answer fetchPrekeys(Call.FetchPrekeys fetch) {
                return frontDoors.fetch(tx, fetch, digest, now);
            }
        });
    }

    private Answer answer(Transaction tx, Call.Append call, Mailboxes.AppendResult result) {
        if (result instanceof Mailboxes.AppendResult.Stored stored) {
            tx.afterCommit(() -> {
                events.onStored();
                deliveries.onStored(call.mailbox(), stored.envelope());
            });
            return appended(false);
        }
        if (result instanceof Mailboxes.AppendResult.Refused refused) {
            tx.afterCommit(events::onRefused);
            return Answer.Refused.of(refused.code());
        }
        tx.afterCommit(events::onDuplicate);
        return appended(true);
    }

    private Answer appended(boolean duplicate) {
        return new Answer.Appended(duplicate, Optional.of(opener.newTicket()));
    }
}
