package org.waystation.relay.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.waystation.federation.outbox.Carrier;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.relay.CoreRig;
import org.waystation.relay.turn.StoreTask;

/** The only partner of a relay: takes what it is sent once it is linked, and answers when the test says so. */
final class FakePartner implements Carrier {
    static final Bytes REPLY = Bytes.wrap(new byte[128]);

    private static final int WINDOW = 8;

    private final CoreRig relay;
    private final RelayId id;
    private final Deque<Long> unanswered = new ArrayDeque<>();

    FakePartner(CoreRig relay, Path directory) throws Exception {
        CoreRig partner = new CoreRig(directory.resolve("partner"), "two.example");
        this.relay = relay;
        this.id = partner.card().card().relay();
        relay.setRoster(Roster.EMPTY.with(new Partner(partner.card())));
    }

    void link() {
        relay.core().outbox().onCarrierUp(id, this);
        relay.settle();
    }

    /** A client's submission for this partner. */
    ToRelay.Submit submit(SessionRig client, SubmissionId submission) {
        ToRelay.Submit own = client.submit(submission, client.append(SessionRig.randomMailbox()));
        return new ToRelay.Submit(submission, id, own.lane(), own.expiresAt(), own.request());
    }

    @Override
    public int window() {
        return WINDOW;
    }

    @Override
    public void forward(long correlation, Lane lane, Bytes request) {
        unanswered.add(correlation);
    }

    int unanswered() {
        return unanswered.size();
    }

    /** Answers what came first; the answer waits for its turn. */
    void answer() {
        long correlation = unanswered.remove();
        relay.queue().submitOwn(new StoreTask() {
            @Override
            public void run(Transaction tx, Instant now) {
                relay.core().outbox().onAnswered(tx, id, FakePartner.this, correlation, REPLY, now);
            }

            @Override
            public void onFailure(FaultCode code) {
                relay.core().outbox().onLostAnswer(id, FakePartner.this, correlation, relay.now());
            }
        });
    }
}
