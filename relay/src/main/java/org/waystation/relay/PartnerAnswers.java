package org.waystation.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waystation.federation.outbox.Carrier;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.RelayId;
import org.waystation.relay.turn.StoreQueue;
import org.waystation.relay.turn.StoreTask;

/**
 * Takes partners' answers to the outbox, as tasks, and remembers which partners have put requests off and taken none since.
 *
 * <p>Confined to the store's thread, but for {@link #onResult}. Bounded by the roster.
 */
final class PartnerAnswers {
    private final StoreQueue store;
    private final Outbox outbox;
    private final Map<RelayId, FaultNumber> reasons = new HashMap<>();

    PartnerAnswers(StoreQueue store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    /** The partner has answered for good, or is not connected any more. */
    void onOver(RelayId partner) {
        reasons.remove(partner);
    }

    void retain(Set<RelayId> partners) {
        reasons.keySet().retainAll(partners);
    }

    /** Why a partner puts requests off, for the operator; empty if it takes what it is sent. */
    String words(RelayId partner) {
        return putOff(partner)
                .map(reason -> "it asks to wait: " + reason.words())
                .orElse("");
    }

    /** The same as a code. */
    Optional<FaultNumber> putOff(RelayId partner) {
        return Optional.ofNullable(reasons.get(partner));
    }

    /** Any thread. */
    void onResult(RelayId partner, Carrier carrier, long correlation, LinkMessage result) {
        if (result instanceof LinkMessage.Temporary temporary) {
            Duration retryAfter = Duration.ofSeconds(temporary.retryAfterSeconds());
            store.submitOwn(new ResultTask(partner, carrier, correlation) {
                @Override
                public void run(Transaction tx, Instant now) {
                    tx.afterCommit(() -> {
                        reasons.put(partner, temporary.fault());
                        outbox.onTemporary(partner, carrier, correlation, retryAfter, now);
                    });
                }
            });
        } else if (result instanceof LinkMessage.Answered answered) {
            store.submitOwn(new ResultTask(partner, carrier, correlation) {
                @Override
                public void run(Transaction tx, Instant now) {
                    tx.afterCommit(() -> onOver(partner));
                    outbox.onAnswered(tx, partner, carrier, correlation, answered.reply(), now);
                }
            });
        } else if (result instanceof LinkMessage.Permanent permanent) {
            store.submitOwn(new ResultTask(partner, carrier, correlation) {
                @Override
                public void run(Transaction tx, Instant now) {
                    tx.afterCommit(() -> onOver(partner));
                    outbox.onPermanent(tx, partner, carrier, correlation, permanent.fault(), now);
                }
            });
        }
    }

    private abstract class ResultTask implements StoreTask {
        private final RelayId partner;
        private final Carrier carrier;
        private final long correlation;

        ResultTask(RelayId partner, Carrier carrier, long correlation) {
            this.partner = partner;
            this.carrier = carrier;
            this.correlation = correlation;
        }

        @Override
        public void onFailure(FaultCode code) {
            store.submitOwn(new StoreTask() {
                @Override
                public void run(Transaction tx, Instant now) {
                    tx.afterCommit(() -> outbox.onLostAnswer(partner, carrier, correlation, now));
                }

                @Override
                public void onFailure(FaultCode again) {
                    outbox.onLostAnswer(partner, carrier, correlation, Instant.EPOCH);
                }
            });
        }
    }
}
