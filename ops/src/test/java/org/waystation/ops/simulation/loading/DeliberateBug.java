package org.waystation.ops.simulation.loading;

import java.util.Locale;
import java.util.Set;
import org.waystation.ops.simulation.trial.Promise;

/**
 * Mistakes that a tired engineer makes, each in one place. None of them is in the program; a simulation that is worth
 * something notices them when they are put in. Names are stable.
 */
public enum DeliberateBug {
    // The store.
    ACKNOWLEDGE_BEFORE_SYNC(
            "what waits for a write is done before the write: a relay acknowledges what a failing disk then loses",
            "federation.store.Transaction",
            "batch.commit();",
            """
            List<Runnable> early = List.copyOf(afterCommit);
            afterCommit.clear();
            early.forEach(Runnable::run);
            batch.commit();"""),
    SEEN_ROW_NOT_WRITTEN(
            "an envelope is not remembered by its mailbox: carried twice, it lies there twice",
            "relay.mailbox.Mailboxes",
            "tx.put(SEEN, seen, new byte[0]);",
            "// Its expiry row below says enough."),
    MAILBOX_ID_IN_ROWS(
            "rows are kept under the mailbox's id itself and not under a keyed hash: a seized disk names mailboxes",
            "relay.mailbox.Mailboxes",
            "return new MailboxKey(Bytes.wrap(Kdf.mac(Label.MAILBOX_ROW_KEY, secret, mailbox.toByteArray())));",
            "return new MailboxKey(mailbox.value());"),
    EXPIRY_ROW_NOT_WRITTEN(
            "no index row says when an envelope expires: what nobody fetches stays on the disk for ever",
            "relay.mailbox.Mailboxes",
            "ExpiryRows.put(tx, expiresAt, ExpiryRows.Kind.ENVELOPE, place(key, envelope.sequence()));",
            "// The envelope knows when it expires."),
    EXPIRED_STILL_COUNTS(
            "an envelope that expires is not taken off its mailbox's count: somebody who was away long can get no more",
            "relay.mailbox.Mailboxes",
            "without(tx, mailbox, row.get(), List.of(envelope.get().held()))",
            "without(tx, mailbox, row.get(), List.of(envelope.get().held()))"
                    + ".minus(-1, -envelope.get().content().size())"),

    RESTORE_EPOCH_IGNORED(
            "a store that has an epoch is taken for its own: after a restore old one-time prekeys are handed out again",
            "relay.mailbox.RestoreFence",
            "if (known.filter(epoch::equals).isPresent()) {",
            "if (known.isPresent()) {"),

    // The outbox.
    IN_FLIGHT_FORGOTTEN(
            "what was under way when a link broke is taken for sent: a stored request is not sent again",
            "federation.outbox.PartnerQueue",
            "sentThrough.clear();",
            "// What was sent was sent."),
    POSTPONED_SKIPPED(
            "going back after a refusal stops one short: the refused request itself is passed over",
            "federation.outbox.PartnerQueue",
            "sentThrough.merge(lane, row.place().sequence() - 1, Math::min);",
            "sentThrough.merge(lane, row.place().sequence(), Math::min);"),
    PUMP_STUCK_AFTER_FAILURE(
            "a scan that failed with the disk is never over: nothing that waited for that partner goes out any more",
            "federation.outbox.Outbox",
            "queue(partner).stopPumping();",
            "// The next tick pumps again."),
    REPEAT_STORED_AGAIN(
            "a submission is recognised only once it has an outcome: submitted twice, its first row is never removed",
            "federation.outbox.Outbox",
            "if (Submissions.find(tx, submission.id()).isPresent()) {",
            "if (Submissions.find(tx, submission.id()).flatMap(Submissions.Known::outcome).isPresent()) {"),
    OUTBOX_BYTES_DRIFT(
            "a request takes more off the sum of its outbox than it added: the bound on the disk means less every day",
            "federation.outbox.OutboxRows",
            "head(tx, place.partner).minus(requestBytes)",
            "head(tx, place.partner).minus(requestBytes + Long.BYTES)"),
    BACKOFF_WITHOUT_CAP(
            "waiting times between dials double without an end: after a day's outage two relays do not meet for a day",
            "federation.outbox.Backoff",
            "Pause.doubled(FIRST, failures - 2, CAP);",
            "FIRST.multipliedBy(1L << Math.min(failures - 2, 30));"),

    // Links.
    OLD_LINK_ENDS_NEWER(
            "a link that ends is taken out by its partner's name: it takes out the newer link that has replaced it",
            "federation.link.LinkTable",
            "return links.remove(link.partner(), link);",
            "return links.remove(link.partner()) != null;"),
    LOSING_LINK_USED(
            "of two links, the one that is being closed is used: what is sent there waits for an answer for ever",
            "relay.LinkDesk",
            "if (loser.filter(each -> each == link).isEmpty()) {",
            "if (table.find(link.partner()).isPresent()) {"),

    // The client.
    ACTIONS_BEFORE_VAULT(
            "frames go out before the vault is written: a text is acknowledged that a dying device does not have",
            "client.messenger.Messenger",
            "return new Outcome<>(result, turn.actions());",
            """
            turn.actions().forEach(outlet);
                            return new Outcome<>(result, List.of());"""),
    FULL_DISK_TAKEN_FOR_BAD_ENVELOPE(
            "a vault that cannot be written is taken for an envelope that cannot be read: a good text is dropped",
            "client.messenger.Messenger",
            """
                    } catch (VaultFailure e) {
                        throw e;
            """,
            """
                    } catch (VaultFailure e) {
                        onOwnMistake(frame, e);
            """),
    SESSION_WITHOUT_MESSAGE(
            "while offline the session moves on and the message is not stored: a text that was written never leaves",
            "client.messenger.Courier",
            """
                    turn.rows().put(row);
                    if (turn.channel().isReady()) {
            """,
            """
                    if (turn.channel().isReady()) {
                        turn.rows().put(row);
            """),
    GIVEN_UP_TOO_SOON(
            "what a relay refuses for the moment is taken for refused for good: people are told so, and nobody tries again",
            "client.messenger.Outcomes",
            "if (fault.mayPass() || isForOperators(turn, row, fault)) {",
            "if (isForOperators(turn, row, fault)) {"),
    STATUS_MOVES_BACK(
            "any other status counts as progress: a late word from a relay undoes what a device has said",
            "client.person.Delivery",
            "return next.rank > rank && !failsLate;",
            "return next != this && !failsLate;"),
    GAP_OVERLOOKED(
            "a single missing text is not waited for: later texts are shown before it",
            "client.messenger.Texts",
            "if (missing > 0 && isNewGap(",
            "if (missing > 1 && isNewGap("),
    JOINED_RANGE_KEPT(
            "a range that was joined to the one before it is kept too: a text after a filled gap is shown twice",
            "client.messenger.NumberSet",
            "Long joined = ranges.remove(number + 1);",
            "Long joined = ranges.get(number + 1);"),

    // The ratchet.
    SKIPPED_KEY_OFF_BY_ONE(
            "the key of a missing message is kept under the next number: when it comes late, it is taken for a repeat",
            "protocol.ratchet.ReceivingChain",
            "keys.put(number, new SkippedKey(Chains.messageKey(chain), day));",
            "keys.put(number + 1, new SkippedKey(Chains.messageKey(chain), day));"),
    REKEY_NOT_FOLLOWED(
            "who answers a rekey counts it and does not mix it in: nothing of the peer's can be read from then on",
            "protocol.rekey.Rekey",
            "return new Step(mixed(), Optional.of(answering.secret()), Optional.empty());",
            "return new Step(mixed(), Optional.empty(), Optional.empty());");

    private final String what;
    private final String className;
    private final String find;
    private final String replacement;

    DeliberateBug(String what, String className, String find, String replacement) {
        this.what = what;
        this.className = className;
        this.find = find;
        this.replacement = replacement;
    }

    /** As the command line spells it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrong, for a person. */
    public String what() {
        return what;
    }

    /** The promises that it may break first. Whoever sees another broken has found something else. */
    public Set<Promise> breaks() {
        return switch (this) {
            // What is lost never comes, or comes after others, or its writer never hears of it.
            case ACKNOWLEDGE_BEFORE_SYNC, IN_FLIGHT_FORGOTTEN, POSTPONED_SKIPPED, PUMP_STUCK_AFTER_FAILURE ->
                Set.of(Promise.NOTHING_ACKNOWLEDGED_IS_LOST, Promise.IN_ORDER, Promise.DELIVERED_WHEN_FAULTS_STOP);
            case LOSING_LINK_USED -> Set.of(Promise.NOTHING_ACKNOWLEDGED_IS_LOST, Promise.DELIVERED_WHEN_FAULTS_STOP);
            case SKIPPED_KEY_OFF_BY_ONE -> Set.of(Promise.NOTHING_ACKNOWLEDGED_IS_LOST, Promise.IN_ORDER);
            case REKEY_NOT_FOLLOWED ->
                Set.of(Promise.NOTHING_ACKNOWLEDGED_IS_LOST, Promise.IN_ORDER, Promise.DELIVERED_WHEN_FAULTS_STOP);
            case SESSION_WITHOUT_MESSAGE -> Set.of(Promise.DELIVERED_WHEN_FAULTS_STOP, Promise.IN_ORDER);
            case SEEN_ROW_NOT_WRITTEN, EXPIRED_STILL_COUNTS, OUTBOX_BYTES_DRIFT -> Set.of(Promise.BOOKS_BALANCE);
            case EXPIRY_ROW_NOT_WRITTEN, REPEAT_STORED_AGAIN -> Set.of(Promise.EXPIRED_IS_GONE);
            case BACKOFF_WITHOUT_CAP, OLD_LINK_ENDS_NEWER -> Set.of(Promise.BOUNDS_HOLD);
            // Noticed before anything is lost: by the vault, and by the client's own guard.
            case ACTIONS_BEFORE_VAULT, FULL_DISK_TAKEN_FOR_BAD_ENVELOPE -> Set.of(Promise.NO_MISTAKE_OF_OURS);
            case RESTORE_EPOCH_IGNORED -> Set.of(Promise.PREKEYS_GO_OUT_ONCE);
            case MAILBOX_ID_IN_ROWS -> Set.of(Promise.RELAYS_STAY_BLIND);
            case GIVEN_UP_TOO_SOON -> Set.of(Promise.STATUS_IS_TRUE);
            case STATUS_MOVES_BACK -> Set.of(Promise.STATUS_NEVER_MOVES_BACK);
            case GAP_OVERLOOKED -> Set.of(Promise.IN_ORDER);
            case JOINED_RANGE_KEPT -> Set.of(Promise.SHOWN_ONCE);
        };
    }

    /** The file that the mistake is in, relative to the root of the repository. */
    public String source() {
        String module = className.substring(0, className.indexOf('.'));
        return module + "/src/main/java/org/waystation/" + className.replace('.', '/') + ".java";
    }

    /** The source with the mistake in it. */
    String applyTo(String text) {
        int at = text.indexOf(find);
        if (at < 0 || at != text.lastIndexOf(find)) {
            throw new IllegalStateException(
                    source() + " must hold the text that " + name() + " replaces exactly once: " + find);
        }
        return text.substring(0, at) + replacement + text.substring(at + find.length());
    }
}
