package org.waystation.federation.outbox;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Findings;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;

/**
 * An outbox between a client and a partner in a bad world: turns of several tasks, disks that fail, processes that end
 * between any two steps, connections that break with everything that was on its way.
 */
final class OutboxWorld implements Outbox.Listener {
    private static final RelayId PARTNER = OutboxRig.relay(1);
    private static final OutboxLimits LIMITS =
            new OutboxLimits(1_000, 1_000_000, Duration.ofDays(2), Duration.ofDays(300));

    private final Random random;
    private final ModelPartner partner;
    private final InMemoryStore store = new InMemoryStore();
    private final Deque<Task> inbox = new ArrayDeque<>();
    private final List<Submission> acknowledged = new ArrayList<>();
    private final Map<SubmissionId, Outcome> told = new HashMap<>();
    private final Set<SubmissionId> toldByThisProcess = new HashSet<>();
    private final Set<SubmissionId> mayBeCollected = new HashSet<>();
    private final Set<SubmissionId> collected = new HashSet<>();
    private Outbox outbox = newOutbox();
    private ModelPartner.@Nullable Link link;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private long made;
    private boolean calm;

    /** As the store's thread knows tasks. */
    private interface Task {
        void run(Transaction tx);

        void onFailure();
    }

    OutboxWorld(long seed) {
        random = new Random(seed);
        partner = new ModelPartner(random);
    }

    private Outbox newOutbox() {
        return new Outbox(LIMITS, (relay, at) -> Optional.empty(), this);
    }

    @Override
    public boolean isAwaited(SubmissionId submission) {
        return random.nextBoolean();
    }

    @Override
    public void onOutcome(SubmissionId submission, Outcome outcome) {
        told.put(submission, outcome);
        if (!toldByThisProcess.add(submission)) {
            throw new AssertionError("an outcome was told twice");
        }
    }

    @Override
    public void onPumpWanted(RelayId wanted) {
        Outbox current = outbox;
        task(tx -> current.pump(tx, wanted, now), () -> event(() -> current.onPumpFailed(wanted)));
    }

    private void task(java.util.function.Consumer<Transaction> run, Runnable onFailure) {
        inbox.add(new Task() {
            @Override
            public void run(Transaction tx) {
                run.accept(tx);
            }

            @Override
            public void onFailure() {
                onFailure.run();
            }
        });
    }

    private void event(Runnable action) {
        task(tx -> tx.afterCommit(action), action);
    }

    void step() {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> submit();
            case 3, 4, 5, 6 -> turn();
            case 7, 8 -> partnerTakes();
            case 9, 10 -> partnerAnswers();
            case 11 -> tick();
            case 12 -> changeLink();
            case 13, 14 -> collectOne();
            default -> crashNowAndThen();
        }
    }

    private void submit() {
        made++;
        SubmissionId id = SubmissionId.of(
                ByteBuffer.allocate(SubmissionId.LENGTH_BYTES).putLong(made).array());
        Lane lane = Lane.ofNumber(1 + random.nextInt(3)).orElseThrow();
        Bytes request = Bytes.wrap(ByteBuffer.allocate(9 + random.nextInt(20))
                .put((byte) lane.number())
                .putLong(made)
                .array());
        Duration lifetime = random.nextInt(8) == 0 ? Duration.ofSeconds(30) : Duration.ofDays(1);
        Submission submission = new Submission(id, PARTNER, lane, now.plus(lifetime), request);
        Outbox current = outbox;
        task(
                tx -> {
                    if (current.submit(tx, submission, OutboxRig.MEMBER, now).isEmpty()) {
                        tx.afterCommit(() -> acknowledged.add(submission));
                    }
                },
                () -> {});
    }

    private void turn() {
        List<Task> tasks = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0 && !inbox.isEmpty(); i--) {
            tasks.add(inbox.remove());
        }
        boolean fails = !calm && random.nextInt(10) == 0;
        List<Runnable> actions = new ArrayList<>();
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            tasks.forEach(each -> each.run(tx));
            if (!fails) {
                actions.addAll(tx.commit());
            }
        }
        if (fails) {
            tasks.forEach(Task::onFailure);
        } else if (!calm && random.nextInt(40) == 0) {
            crashAfterCommit(actions);
        } else {
            actions.forEach(Runnable::run);
        }
    }

    /** The disk has it, and nobody has heard of it. */
    private void crashAfterCommit(List<Runnable> actions) {
        actions.subList(0, random.nextInt(actions.size() + 1)).forEach(Runnable::run);
        crash();
    }

    private void partnerTakes() {
        if (link != null && link.hasRequest()) {
            link.takeRequest(calm);
        }
    }

    private void partnerAnswers() {
        if (link == null || !link.hasReply()) {
            return;
        }
        ModelPartner.Link carrier = link;
        ModelPartner.Reply reply = link.nextReply();
        Outbox current = outbox;
        Runnable lost = () -> event(() -> current.onLostAnswer(PARTNER, carrier, reply.correlation(), now));
        switch (reply.kind()) {
            case ANSWERED ->
                task(tx -> current.onAnswered(tx, PARTNER, carrier, reply.correlation(), reply.request(), now), lost);
            case PERMANENT -> {
                FaultNumber fault = FaultNumber.of(FaultCode.UNDECIPHERABLE);
                task(tx -> current.onPermanent(tx, PARTNER, carrier, reply.correlation(), fault, now), lost);
            }
            case TEMPORARY ->
                event(() -> current.onTemporary(PARTNER, carrier, reply.correlation(), Duration.ofSeconds(3), now));
        }
    }

    private void collectOne() {
        Optional<Submission> one = acknowledged.stream()
                .skip(random.nextInt(acknowledged.size() + 1))
                .filter(each -> toldByThisProcess.contains(each.id()) && !collected.contains(each.id()))
                .findFirst();
        Outbox current = outbox;
        one.map(Submission::id).ifPresent(id -> {
            mayBeCollected.add(id);
            task(tx -> collectIn(tx, current, id), () -> {});
        });
    }

    private void collectIn(Transaction tx, Outbox current, SubmissionId id) {
        current.collect(tx, id);
        boolean gone = !current.watch(tx, id, outcome -> {});
        tx.afterCommit(() -> {
            if (gone) {
                collected.add(id);
            }
        });
    }

    private void tick() {
        now = now.plusSeconds(random.nextInt(6) == 0 ? 300 : 1 + random.nextInt(4));
        Outbox current = outbox;
        task(tx -> current.onTick(tx, now), () -> {});
    }

    private void changeLink() {
        if (random.nextInt(3) > 0 && link != null && !calm) {
            return;
        }
        ModelPartner.Link before = link;
        Outbox current = outbox;
        partnerTakesSomeOfWhatIsOnItsWay();
        if (before != null && random.nextBoolean()) {
            link = null;
            event(() -> current.onCarrierDown(PARTNER, before));
        } else {
            linkUp();
        }
    }

    private void linkUp() {
        ModelPartner.Link fresh = partner.new Link(1 + random.nextInt(6));
        Outbox current = outbox;
        link = fresh;
        event(() -> current.onCarrierUp(PARTNER, fresh));
    }

    private void crashNowAndThen() {
        if (random.nextInt(6) == 0) {
            crash();
        }
    }

    /** A connection that ends may have brought some of what was sent on it. */
    private void partnerTakesSomeOfWhatIsOnItsWay() {
        for (int i = random.nextInt(4); i > 0; i--) {
            partnerTakes();
        }
    }

    private void crash() {
        partnerTakesSomeOfWhatIsOnItsWay();
        inbox.clear();
        toldByThisProcess.clear();
        link = null;
        outbox = newOutbox();
    }

    /** Nothing goes wrong any more, for long enough that all must be well in the end. */
    void calmDown() {
        calm = true;
        linkUp();
        for (int i = 0; i < 2_000; i++) {
            switch (i % 5) {
                case 0, 1 -> turn();
                case 2 -> partnerTakes();
                case 3 -> partnerAnswers();
                default -> tick();
            }
        }
        while (!inbox.isEmpty()) {
            turn();
        }
    }

    List<Submission> acknowledged() {
        return acknowledged;
    }

    ModelPartner partner() {
        return partner;
    }

    @Nullable
    Outcome told(Submission submission) {
        return told.get(submission.id());
    }

    /** Whether that many outcomes may be found now. */
    boolean mayHave(int outcomes, Submission submission) {
        return outcomes == 1
                ? !collected.contains(submission.id())
                : outcomes == 0 && mayBeCollected.contains(submission.id());
    }

    /** What the relay knows on disk. */
    List<Outcome> durableOutcomes(Submission submission) {
        List<Outcome> found = new ArrayList<>();
        task(tx -> outbox.watch(tx, submission.id(), found::add), () -> {});
        turn();
        return found;
    }

    /** What an audit says of the rows. */
    List<String> audit() {
        Findings findings = new Findings();
        OutboxAudit.run(store.ledger(), findings);
        return findings.lines();
    }

    Outbox.QueueStatus status() {
        Outbox.QueueStatus[] status = new Outbox.QueueStatus[1];
        task(tx -> outbox.status(tx, PARTNER, now -> status[0] = now), () -> {});
        turn();
        return status[0];
    }
}
