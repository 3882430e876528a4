package org.waystation.client.messenger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.waystation.protocol.frame.ChannelProof;
import org.waystation.protocol.frame.Frame;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Pause;

/**
 * What is known about the one connection to the relay, forgotten when it ends.
 *
 * <pre>
 * CLOSED --connected--> GREETING --welcome, redeem, login--> READY
 *    ^----------------------+----------- closed -------------+
 * </pre>
 *
 * A relay that is asked no more than {@link #MAX_UNANSWERED} things at a time bounds everything here, together with the
 * number of contacts.
 */
final class RelayChannel {
    enum Phase {
        CLOSED,
        GREETING,
        READY
    }

    static final int MAX_UNANSWERED = 1_024;

    private record Question(Answer answer, Instant askedAt) {}

    private record Later(Instant notBefore, Consumer<Turn> step) {}

    /** In the order of asking, so the first is the one that waits longest. */
    private final Map<Long, Question> questions = new LinkedHashMap<>();

    private final Set<MailboxId> attached = new HashSet<>();
    private final Set<MailboxId> caughtUp = new HashSet<>();
    private final Set<MailboxId> recreated = new HashSet<>();
    private final Map<RelayId, Set<Long>> waitingForCard = new HashMap<>();
    private final Map<MailboxId, Long> refusedAcknowledgements = new HashMap<>();
    private final Deque<Long> touchedContacts = new ArrayDeque<>();
    private final List<Later> later = new ArrayList<>();

    private Phase phase = Phase.CLOSED;
    private long nextCorrelation = Frame.PUSH + 1;
    private Instant lastSent = Instant.MIN;
    private @Nullable Bytes pin;
    private @Nullable ChannelProof proof;
    private boolean toldCaughtUp;
    private boolean refilledPrekeys;
    private final Set<Long> pausing = new HashSet<>();

    Phase phase() {
        return phase;
    }

    boolean isReady() {
        return phase == Phase.READY;
    }

    void open(Bytes observedPin) {
        close();
        phase = Phase.GREETING;
        pin = observedPin;
    }

    void prove(ChannelProof channelProof) {
        proof = channelProof;
    }

    void ready() {
        phase = Phase.READY;
    }

    void close() {
        phase = Phase.CLOSED;
        questions.clear();
        attached.clear();
        caughtUp.clear();
        recreated.clear();
        waitingForCard.clear();
        refusedAcknowledgements.clear();
        touchedContacts.clear();
        later.clear();
        pin = null;
        proof = null;
        toldCaughtUp = false;
        refilledPrekeys = false;
        pausing.clear();
    }

    /** The pin of the key that the relay has proved to hold in the handshake. */
    Bytes pin() {
        return Optional.ofNullable(pin).orElseThrow(() -> new IllegalStateException("not connected"));
    }

    ChannelProof proof() {
        return Optional.ofNullable(proof).orElseThrow(() -> new IllegalStateException("not greeted"));
    }

    /** Notes a question; gives its correlation. */
    long ask(Answer answer, Instant now) {
        long correlation = nextCorrelation++;
        questions.put(correlation, new Question(answer, now));
        lastSent = now;
        return correlation;
    }

    Optional<Answer> answered(long correlation) {
        return Optional.ofNullable(questions.remove(correlation)).map(Question::answer);
    }

    boolean hasUnanswered() {
        return !questions.isEmpty();
    }

    boolean hasRoom() {
        return questions.size() < MAX_UNANSWERED;
    }

    /** Whether a question has been waiting longer than that. After a clock was set back the waiting counts anew. */
    boolean isSilentFor(Duration patience, Instant now) {
        questions.replaceAll((correlation, question) ->
                question.askedAt.isAfter(now) ? new Question(question.answer, now) : question);
        return !questions.isEmpty()
                && questions.values().iterator().next().askedAt().plus(patience).isBefore(now);
    }

    boolean isIdleFor(Duration time, Instant now) {
        lastSent = lastSent.isAfter(now) ? now : lastSent;
        return isReady() && lastSent.plus(time).isBefore(now);
    }

    Set<MailboxId> attached() {
        return attached;
    }

    Set<MailboxId> caughtUp() {
        return caughtUp;
    }

    /** True once per mailbox and connection. */
    boolean mayRecreate(MailboxId mailbox) {
        return recreated.add(mailbox);
    }

    /** Nothing more is asked for this contact for a while. Forgotten with the connection. */
    void pause(long contact) {
        pausing.add(contact);
    }

    void resume(long contact) {
        pausing.remove(contact);
    }

    boolean isPausing(long contact) {
        return pausing.contains(contact);
    }

    /** True once per connection. */
    boolean mayRefillPrekeys() {
        boolean first = !refilledPrekeys;
        refilledPrekeys = true;
        return first;
    }

    /** Notes who waits for the card of a relay; true if nobody did before. */
    boolean awaitCard(RelayId relay, long contact) {
        Set<Long> waiting = waitingForCard.get(relay);
        if (waiting != null) {
            waiting.add(contact);
            return false;
        }
        waitingForCard.put(relay, new LinkedHashSet<>(Set.of(contact)));
        return true;
    }

    /** In the order of asking. */
    Set<Long> takeWaitingForCard(RelayId relay) {
        Set<Long> waiting = waitingForCard.remove(relay);
        return waiting == null ? Set.of() : waiting;
    }

    /** Notes an acknowledgement that is to be repeated; true if none of this mailbox was noted before. */
    boolean noteRefusedAcknowledgement(MailboxId mailbox, long through) {
        boolean first = !refusedAcknowledgements.containsKey(mailbox);
        refusedAcknowledgements.merge(mailbox, through, Math::max);
        return first;
    }

    /** The one acknowledgement that stands for all that were noted of this mailbox. */
    long takeRefusedAcknowledgement(MailboxId mailbox) {
        return Optional.ofNullable(refusedAcknowledgements.remove(mailbox)).orElseThrow();
    }

    /** Contacts for which something may be possible now that was not before. */
    Deque<Long> touchedContacts() {
        return touchedContacts;
    }

    /**
     * Has a step that the relay refused for now taken again on this connection. Whoever asks has one such step at a time for
     * each mailbox, each relay, or each batch of submissions.
     */
    void tryAgain(Instant now, Duration pause, Consumer<Turn> step) {
        later.add(new Later(now.plus(Pause.capped(pause)), step));
    }

    /** The steps whose time has come. */
    List<Consumer<Turn>> takeDue(Instant now) {
        List<Consumer<Turn>> due = new ArrayList<>();
        later.removeIf(each -> {
            boolean isDue = !Pause.lasts(each.notBefore, now, Pause.LONGEST);
            if (isDue) {
                due.add(each.step);
            }
            return isDue;
        });
        return due;
    }

    /** True exactly once per connection. */
    boolean tellCaughtUp() {
        boolean first = !toldCaughtUp;
        toldCaughtUp = true;
        return first;
    }

    boolean hasCaughtUp() {
        return toldCaughtUp;
    }
}
