package org.waystation.client.messenger;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waystation.client.rows.SubmissionRow;
import org.waystation.client.vault.RowKey;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Pause;

/**
 * What the courier still has to see through, in the order of sealing: by key only, the rows are in the vault. Forgotten with
 * the connection.
 */
final class SendQueue {
    /** Where one request stands. */
    static final class Entry {
        private final RowKey key;
        private final long contact;
        private SubmissionId submission;
        private Instant notBefore;
        private boolean asked;
        private boolean accepted;

        private Entry(SubmissionRow row) {
            this.key = Rows.keyOf(row);
            this.contact = row.getContact();
            this.submission = idOf(row);
            this.notBefore = Instant.ofEpochSecond(row.getNotBefore());
            this.accepted = row.getAccepted();
        }

        RowKey key() {
            return key;
        }

        long contact() {
            return contact;
        }

        /** Whether our relay has been asked to take it, and has not answered. */
        boolean isAsked() {
            return asked;
        }

        /** Whether our relay has it. */
        boolean isAccepted() {
            return accepted;
        }

        boolean isPutOff(Instant now) {
            return Pause.lasts(notBefore, now, Outcomes.LONGEST_WAIT);
        }

        void ask() {
            asked = true;
        }

        void accept() {
            asked = false;
            accepted = true;
        }
    }

    private final Map<RowKey, Entry> entries = new LinkedHashMap<>();
    private final Map<SubmissionId, Entry> bySubmission = new HashMap<>();
    private final Set<Long> held = new HashSet<>();

    void clear() {
        entries.clear();
        bySubmission.clear();
        held.clear();
    }

    /** What is not with our relay yet stays here; no more contacts are held than the person has decisions to make. */
    void hold(long contact) {
        held.add(contact);
    }

    void release(long contact) {
        held.remove(contact);
    }

    Set<Long> held() {
        return held;
    }

    void add(SubmissionRow row) {
        Entry entry = new Entry(row);
        entries.put(entry.key, entry);
        bySubmission.put(entry.submission, entry);
    }

    /** As of now: what changes meanwhile does not disturb whoever goes through it. */
    List<Entry> inOrder() {
        return List.copyOf(entries.values());
    }

    Optional<Entry> find(RowKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    Optional<RowKey> keyOf(SubmissionId submission) {
        return Optional.ofNullable(bySubmission.get(submission)).map(Entry::key);
    }

    /** Whether our relay has taken it, and has not told the outcome. */
    boolean awaitsOutcome(SubmissionId submission) {
        Entry entry = bySubmission.get(submission);
        return entry != null && entry.accepted;
    }

    /** Whether nothing here could be submitted now. */
    boolean isIdle(Instant now) {
        Set<Long> heldUp = new HashSet<>(held);
        for (Entry each : entries.values()) {
            if (!each.accepted && heldUp.add(each.contact) && !each.isPutOff(now)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an earlier request of the same contact is being put off. */
    boolean waitsBehindAnother(SubmissionRow row, Instant now) {
        RowKey key = Rows.keyOf(row);
        for (Entry each : entries.values()) {
            if (each.key.equals(key)) {
                return false;
            }
            if (each.contact == row.getContact() && each.isPutOff(now)) {
                return true;
            }
        }
        return false;
    }

    /** It is to be submitted later, perhaps under a new id. */
    void putOff(SubmissionRow later) {
        find(Rows.keyOf(later)).ifPresent(entry -> {
            bySubmission.remove(entry.submission);
            entry.submission = idOf(later);
            bySubmission.put(entry.submission, entry);
            entry.notBefore = Instant.ofEpochSecond(later.getNotBefore());
            entry.asked = false;
            entry.accepted = false;
        });
    }

    void settle(RowKey key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            bySubmission.remove(entry.submission);
        }
    }

    static SubmissionId idOf(SubmissionRow row) {
        return SubmissionId.of(row.getSubmission().toByteArray());
    }
}
