package org.waystation.federation.outbox;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.DiskShare;
import org.waystation.federation.store.Findings;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;

/** An outbox over a store in memory, driven one transaction at a time. */
final class OutboxRig implements Outbox.Listener {
    static final MemberKey MEMBER = MemberKey.of(new byte[MemberKey.LENGTH_BYTES]);
    static final OutboxLimits LIMITS = new OutboxLimits(100, 100_000, Duration.ofDays(2), Duration.ofDays(1));

    static final RelayId PARTNER = relay(1);
    static final RelayId OTHER = relay(2);
    static final RelayId STRANGER = relay(3);

    private final InMemoryStore store = new InMemoryStore();
    private final OutboxLimits limits;
    private final Set<RelayId> known = new HashSet<>(Set.of(PARTNER, OTHER));
    private final Deque<RelayId> pumpsWanted = new ArrayDeque<>();
    private final Map<SubmissionId, List<Outcome>> outcomes = new LinkedHashMap<>();
    private Outbox outbox;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private long made;
    private boolean clientIsThere;

    OutboxRig() {
        this(LIMITS);
    }

    OutboxRig(OutboxLimits limits) {
        this.limits = limits;
        this.outbox = new Outbox(limits, this::refusalAt, this);
    }

    static RelayId relay(int number) {
        byte[] id = new byte[RelayId.LENGTH_BYTES];
        id[0] = (byte) number;
        return RelayId.of(id);
    }

    private Optional<FaultCode> refusalAt(RelayId relay, Instant at) {
        return known.contains(relay) ? Optional.empty() : Optional.of(FaultCode.UNKNOWN_RELAY);
    }

    @Override
    public boolean isAwaited(SubmissionId submission) {
        return clientIsThere;
    }

    @Override
    public void onOutcome(SubmissionId submission, Outcome outcome) {
        outcomes.computeIfAbsent(submission, unused -> new ArrayList<>()).add(outcome);
    }

    @Override
    public void onPumpWanted(RelayId partner) {
        pumpsWanted.add(partner);
    }

    Outbox outbox() {
        return outbox;
    }

    Instant now() {
        return now;
    }

    /** Whether outcomes are told to somebody who is there. */
    void clientIsThere(boolean there) {
        clientIsThere = there;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** Tasks of one turn: one commit, then what waited for it. */
    @SafeVarargs
    final void turn(Consumer<Transaction>... tasks) {
        List<Runnable> actions;
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            for (Consumer<Transaction> each : tasks) {
                tx.mark();
                each.accept(tx);
            }
            actions = tx.commit();
        }
        actions.forEach(Runnable::run);
    }

    /** As {@link #turn}, but the disk fails. */
    @SafeVarargs
    final void failedTurn(Consumer<Transaction>... tasks) {
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            for (Consumer<Transaction> each : tasks) {
                each.accept(tx);
            }
        }
    }

    /** As {@link #failedTurn}, but the rows are on the disk all the same. */
    @SafeVarargs
    final void turnInDoubt(Consumer<Transaction>... tasks) {
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            for (Consumer<Transaction> each : tasks) {
                each.accept(tx);
            }
            batch.commit();
        }
        outbox.onDoubt();
    }

    /** Carries out every pump that was asked for, and those that they ask for. */
    void pump() {
        while (!pumpsWanted.isEmpty()) {
            RelayId partner = pumpsWanted.remove();
            turn(tx -> outbox.pump(tx, partner, now));
        }
    }

    int pumpsWanted() {
        return pumpsWanted.size();
    }

    void forgetWantedPumps() {
        pumpsWanted.clear();
    }

    /** The process ends and starts again: memory is gone, what was committed is there. */
    void crash() {
        pumpsWanted.clear();
        outbox = new Outbox(limits, this::refusalAt, this);
    }

    void tick() {
        turn(tx -> outbox.onTick(tx, now));
        pump();
    }

    FakeCarrier carrierUp(RelayId partner, int window) {
        FakeCarrier carrier = new FakeCarrier(window);
        outbox.onCarrierUp(partner, carrier);
        pump();
        return carrier;
    }

    Submission make(Lane lane, Duration lifetime) {
        made++;
        byte[] id = ByteBuffer.allocate(SubmissionId.LENGTH_BYTES).putLong(made).array();
        Bytes request = Bytes.wrap(ByteBuffer.allocate(10).putLong(made).array());
        return new Submission(SubmissionId.of(id), PARTNER, lane, now.plus(lifetime), request);
    }

    /** Another one each time: fair shares have a test of their own. */
    private MemberKey someMember() {
        return MemberKey.of(
                ByteBuffer.allocate(MemberKey.LENGTH_BYTES).putLong(made).array());
    }

    Optional<FaultCode> trySubmit(Submission submission) {
        List<Optional<FaultCode>> refusal = new ArrayList<>();
        turn(tx -> refusal.add(outbox.submit(tx, submission, someMember(), now)));
        return refusal.get(0);
    }

    Submission submit(Lane lane) {
        return submit(lane, Duration.ofDays(1));
    }

    Submission submit(Lane lane, Duration lifetime) {
        Submission submission = make(lane, lifetime);
        trySubmit(submission).ifPresent(code -> {
            throw new AssertionError("refused: " + code);
        });
        return submission;
    }

    List<Submission> submit(Lane lane, int count) {
        List<Submission> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(submit(lane));
        }
        return all;
    }

    static List<Bytes> requests(List<Submission> submissions) {
        return submissions.stream().map(Submission::request).toList();
    }

    static Bytes replyTo(Submission submission) {
        byte[] reply = submission.request().toByteArray();
        reply[reply.length - 1] = 1;
        return Bytes.wrap(reply);
    }

    void answer(FakeCarrier carrier, Submission submission) {
        long correlation = carrier.correlationOf(submission.request());
        turn(tx -> outbox.onAnswered(tx, PARTNER, carrier, correlation, replyTo(submission), now));
        pump();
    }

    void answerPermanently(FakeCarrier carrier, Submission submission, FaultCode code) {
        long correlation = carrier.correlationOf(submission.request());
        turn(tx -> outbox.onPermanent(tx, PARTNER, carrier, correlation, FaultNumber.of(code), now));
        pump();
    }

    void answerTemporarily(FakeCarrier carrier, Submission submission, Duration retryAfter) {
        outbox.onTemporary(PARTNER, carrier, carrier.correlationOf(submission.request()), retryAfter, now);
        pump();
    }

    /** The outcomes that were told of a submission, in order. */
    List<Outcome> outcomes(Submission submission) {
        return outcomes.getOrDefault(submission.id(), List.of());
    }

    /** What somebody who asks now is told; {@code known} tells whether the relay knows the submission at all. */
    record Watched(boolean known, List<Outcome> told) {}

    Watched watch(Submission submission) {
        List<Outcome> told = new ArrayList<>();
        boolean[] found = {false};
        turn(tx -> found[0] = outbox.watch(tx, submission.id(), told::add));
        return new Watched(found[0], told);
    }

    void collect(Submission submission) {
        turn(tx -> outbox.collect(tx, submission.id()));
    }

    Outbox.QueueStatus status() {
        List<Outbox.QueueStatus> status = new ArrayList<>();
        turn(tx -> outbox.status(tx, PARTNER, status::add));
        return status.get(0);
    }

    /** What the rows take. */
    DiskShare measured() {
        DiskShare[] sum = {DiskShare.NONE};
        Outbox.tables()
                .forEach(table -> store.ledger()
                        .forEach(
                                table,
                                (key, value) -> sum[0] = sum[0].plus(new DiskShare(1, key.length + value.length))));
        return sum[0];
    }

    /** The row of a request that waits goes bad. */
    void damage(Submission submission) {
        byte[] id = submission.id().value().toByteArray();
        List<byte[]> keys = new ArrayList<>();
        store.ledger().forEach(OutboxRows.OUTBOX, (key, value) -> {
            if (Arrays.equals(Arrays.copyOf(value, id.length), id)) {
                keys.add(key);
            }
        });
        keys.forEach(key -> store.damage(OutboxRows.OUTBOX, key));
    }

    /** What an audit says of the rows. */
    List<String> audit() {
        Findings findings = new Findings();
        OutboxAudit.run(store.ledger(), findings);
        return findings.lines();
    }

    /** Whether anything at all is left in the outbox's tables. */
    boolean isEmptyButForHeads() {
        boolean[] empty = {true};
        byte[] last = new byte[80];
        Arrays.fill(last, (byte) 0xFF);
        turn(tx -> Outbox.tables().stream()
                .filter(table -> !table.equals(OutboxRows.HEAD))
                .forEach(table -> tx.scan(table, new byte[0], last, (key, value) -> {
                    empty[0] = false;
                    return false;
                })));
        return empty[0];
    }
}
