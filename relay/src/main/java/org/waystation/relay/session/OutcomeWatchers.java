package org.waystation.relay.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.waystation.federation.outbox.Outcome;
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

    private final Map<SubmissionId, ClientPort> watchers = new HashMap<>();
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
