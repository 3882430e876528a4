package org.waystation.relay.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.outbox.Outcome;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.SubmissionId;

/**
 * Which connection wants to hear of which submission. Memory only: nothing on disk connects a submission with a client.
 *
 * <p>Confined to the store's thread. Bounded for each connection.
 */
public final class OutcomeWatchers {
    /** Submissions that one connection may wait for at a time. */
    public static final int MAX_WATCHED = 4_096;

    private static final int DOUBTFUL_AT_ONCE = 512;

    private final Map<SubmissionId, ClientPort> watchers = new HashMap<>();
    private final Set<SubmissionId> doubtful = new LinkedHashSet<>();
    private final Map<ClientPort, Set<SubmissionId>> watched = new HashMap<>();

    /** Whether the connection may watch this one too. */
    public boolean hasRoom(SubmissionId submission, ClientPort client) {
        Set<SubmissionId> own = watched.getOrDefault(client, Set.of());
        return own.size() < MAX_WATCHED || own.contains(submission);
    }

    /** Whether the connection may watch one more; a later watcher replaces an earlier. */
    public boolean watch(SubmissionId submission, ClientPort client) {
        if (!hasRoom(submission, client)) {
            return false;
        }
        watched.computeIfAbsent(client, unused -> new HashSet<>()).add(submission);
        ClientPort before = watchers.put(submission, client);
        if (before != null && before != client) {
            forget(submission, before);
        }
        return true;
    }

    public boolean isWatched(SubmissionId submission) {
        return watchers.containsKey(submission);
    }

    public void onOutcome(SubmissionId submission, Outcome outcome) {
        ClientPort client = watchers.get(submission);
        if (client != null) {
            tell(submission, outcome, client);
        }
    }

    /** Pushes an outcome; the connection no longer waits for it. */
    public void tell(SubmissionId submission, Outcome outcome, ClientPort client) {
        if (watchers.remove(submission, client)) {
            forget(submission, client);
        }
        client.push(message(submission, outcome));
    }

    /** A write has failed and may be on the disk all the same: outcomes may be there of which nobody was told. */
    public void onDoubt() {
        doubtful.addAll(watchers.keySet());
    }

    /** Looks once more, at some in each turn; to be called about every second. */
    public void onTick(Transaction tx, Outbox outbox) {
        List<SubmissionId> some = doubtful.stream().limit(DOUBTFUL_AT_ONCE).toList();
        for (SubmissionId each : some) {
            ClientPort client = watchers.get(each);
            if (client != null) {
                outbox.watch(tx, each, outcome -> tell(each, outcome, client));
            }
        }
        tx.afterCommit(() -> some.forEach(doubtful::remove));
    }

    public void onGone(ClientPort client) {
        Set<SubmissionId> own = watched.remove(client);
        if (own != null) {
            own.forEach(submission -> watchers.remove(submission, client));
        }
    }

    private void forget(SubmissionId submission, ClientPort client) {
        Set<SubmissionId> own = watched.get(client);
        if (own != null) {
            own.remove(submission);
        }
    }

    private static FromRelay message(SubmissionId submission, Outcome outcome) {
        return outcome instanceof Outcome.Answered answered
                ? FromRelay.OutcomeReady.reply(submission, answered.reply())
                : FromRelay.OutcomeReady.failure(submission, ((Outcome.Failed) outcome).fault());
    }
}
