package org.waystation.relay.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Findings;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.sealed.Call;

/**
 * Two mailboxes whose owner connects, reads, acknowledges and vanishes as it likes, over a disk that fails and a process
 * that ends between any two steps, beside the slowest and plainest mailbox there is: a sorted map.
 */
final class MailboxWorld {
    private static final int BOXES = 2;
    private static final int WINDOW = 3;
    private static final MailboxLimits LIMITS = new MailboxLimits(12, 1L << 20, Duration.ofDays(21), 4);

    private final Random random;
    private final InMemoryStore store = new InMemoryStore();
    private final Mailboxes mailboxes = new Mailboxes(SecretKey32.copyOf(new byte[32]), LIMITS);
    private final Deque<Task> inbox = new ArrayDeque<>();
    private final Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private Deliveries deliveries = newDeliveries();
    private List<Plain> truth = new ArrayList<>();
    private List<Reader> readers = new ArrayList<>();
    private int envelopes;
    private boolean calm;

    /** The plain mailbox: what waits, by sequence number, and every envelope that ever came. */
    private record Plain(TreeMap<Long, Integer> waiting, List<Integer> seen) {
        Plain copy() {
            return new Plain(new TreeMap<>(waiting), new ArrayList<>(seen));
        }
    }

    private interface Task {
        /** {@code next} is what is true if the turn commits. */
        void run(Transaction tx, List<Plain> next);

        void onFailure();
    }

    /** A connection that checks whatever is pushed to it. */
    private final class Reader {
        private final Recipient recipient = new Recipient(this::onPush, WINDOW);
        private final long[] last = new long[BOXES];
        private final List<List<Long>> unacknowledged = List.of(new ArrayList<>(), new ArrayList<>());
        private final boolean[] attached = new boolean[BOXES];

        private void onPush(FromRelay message) {
            if (message instanceof FromRelay.Deliver deliver) {
                int box = number(deliver.mailbox());
                TreeMap<Long, Integer> waiting = truth.get(box).waiting();
                assertTrue(attached[box], "a delivery to a connection that is not attached");
                assertEquals(waiting.higherKey(last[box]), deliver.sequence(), "not the next one");
                int expected = Objects.requireNonNull(waiting.get(deliver.sequence()));
                assertEquals(MailboxRig.envelope(expected), deliver.envelope());
                last[box] = deliver.sequence();
                unacknowledged.get(box).add(deliver.sequence());
                int total = unacknowledged.get(0).size() + unacknowledged.get(1).size();
                assertTrue(total <= WINDOW, "more than the window: " + total);
            } else if (message instanceof FromRelay.Detached detached) {
                forget(number(detached.mailbox()));
            }
        }

        private void forget(int box) {
            attached[box] = false;
            last[box] = 0;
            unacknowledged.get(box).clear();
        }
    }

    MailboxWorld(long seed) {
        random = new Random(seed);
        for (int i = 0; i < BOXES; i++) {
            int box = i;
            truth.add(new Plain(new TreeMap<>(), new ArrayList<>()));
            task((tx, next) -> mailboxes.create(tx, id(box), MailboxRig.OWNER, MailboxRig.TOKEN, false), () -> {});
        }
        run(inbox.size(), false);
    }

    private Deliveries newDeliveries() {
        Deliveries[] fresh = new Deliveries[1];
        fresh[0] = new Deliveries(mailboxes, mailbox -> wantCatchUp(fresh[0], mailbox));
        return fresh[0];
    }

    private void wantCatchUp(Deliveries wanting, MailboxId mailbox) {
        task((tx, next) -> wanting.catchUp(tx, mailbox), () -> wanting.onCatchUpFailed(mailbox));
    }

    private static MailboxId id(int box) {
        return MailboxRig.mailbox(box);
    }

    private static int number(MailboxId mailbox) {
        return mailbox.equals(id(0)) ? 0 : 1;
    }

    private interface Decision {
        void run(Transaction tx, List<Plain> next);
    }

    private void task(Decision decision, Runnable onFailure) {
        inbox.add(new Task() {
            @Override
            public void run(Transaction tx, List<Plain> next) {
                decision.run(tx, next);
            }

            @Override
            public void onFailure() {
                onFailure.run();
            }
        });
    }

    private void event(Runnable action) {
        task((tx, next) -> tx.afterCommit(action), action);
    }

    void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> append();
            case 3, 4, 5 -> run(1 + random.nextInt(5), !calm && random.nextInt(8) == 0);
            case 6, 7 -> acknowledge();
            case 8 -> attach();
            case 9 -> deliveries.onTick();
            case 10 -> vanish();
            default -> crashNowAndThen();
        }
    }

    private void append() {
        int box = random.nextInt(BOXES);
        int envelope = random.nextInt(4) == 0 && envelopes > 0 ? random.nextInt(envelopes) : envelopes++;
        Call.Append call = new Call.Append(
                now.plus(Duration.ofDays(1)).getEpochSecond(),
                id(box),
                MailboxRig.TOKEN,
                MailboxRig.envelope(envelope),
                Lane.MESSAGE,
                Bytes.wrap(MailboxRig.bytes(envelope, MailboxRig.SMALL)));
        Deliveries current = deliveries;
        task(
                (tx, next) -> {
                    Mailboxes.AppendResult result = mailboxes.append(tx, call, now);
                    compare(next.get(box), envelope, result);
                    if (result instanceof Mailboxes.AppendResult.Stored stored) {
                        tx.afterCommit(() -> current.onStored(call.mailbox(), stored.envelope()));
                    }
                },
                () -> {});
    }

    private static void compare(Plain box, int envelope, Mailboxes.AppendResult result) {
        if (box.seen().contains(envelope)) {
            assertEquals(new Mailboxes.AppendResult.Duplicate(), result);
        } else if (box.waiting().size() >= LIMITS.maxEnvelopes()) {
            assertEquals(new Mailboxes.AppendResult.Refused(FaultCode.MAILBOX_FULL), result);
        } else {
            Envelope stored = ((Mailboxes.AppendResult.Stored) result).envelope();
            assertTrue(
                    box.waiting().isEmpty() || stored.sequence() > box.waiting().lastKey());
            box.waiting().put(stored.sequence(), envelope);
            box.seen().add(envelope);
        }
    }

    private void attach() {
        if (readers.isEmpty() || random.nextInt(3) == 0) {
            readers.add(new Reader());
        }
        Reader reader = readers.get(random.nextInt(readers.size()));
        int box = random.nextInt(BOXES);
        Deliveries current = deliveries;
        event(() -> {
            reader.forget(box);
            reader.attached[box] = true;
            current.attach(id(box), reader.recipient);
        });
    }

    private void acknowledge() {
        for (Reader reader : readers) {
            int box = random.nextInt(BOXES);
            List<Long> pending = reader.unacknowledged.get(box);
            if (!pending.isEmpty() && (calm || random.nextBoolean())) {
                acknowledge(reader, box, pending.get(random.nextInt(pending.size())));
            }
        }
    }

    private void acknowledge(Reader reader, int box, long through) {
        Deliveries current = deliveries;
        task(
                (tx, next) -> {
                    Optional<FaultCode> refusal = current.acknowledge(tx, id(box), through, reader.recipient);
                    if (refusal.isEmpty()) {
                        next.get(box).waiting().headMap(through, true).clear();
                        tx.afterCommit(() -> reader.unacknowledged.get(box).removeIf(each -> each <= through));
                    }
                },
                () -> {});
    }

    private void vanish() {
        if (!readers.isEmpty() && !calm) {
            Reader gone = readers.remove(random.nextInt(readers.size()));
            Deliveries current = deliveries;
            event(() -> {
                current.onGone(gone.recipient);
                gone.forget(0);
                gone.forget(1);
            });
        }
    }

    private void crashNowAndThen() {
        if (random.nextInt(5) == 0) {
            crash();
        }
    }

    private void crash() {
        inbox.clear();
        readers = new ArrayList<>();
        deliveries = newDeliveries();
    }

    private void run(int tasks, boolean fails) {
        List<Task> turn = new ArrayList<>();
        for (int i = tasks; i > 0 && !inbox.isEmpty(); i--) {
            turn.add(inbox.remove());
        }
        List<Plain> next = new ArrayList<>(truth.stream().map(Plain::copy).toList());
        List<Runnable> actions = new ArrayList<>();
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            turn.forEach(each -> each.run(tx, next));
            if (!fails) {
                actions.addAll(tx.commit());
                truth = next;
            }
        }
        if (fails) {
            turn.forEach(Task::onFailure);
        } else if (!calm && random.nextInt(40) == 0) {
            crash();
        } else {
            actions.forEach(Runnable::run);
        }
    }

    /** One reader attaches to everything and acknowledges what it gets, and nothing goes wrong any more. */
    void calmDown() {
        crash();
        calm = true;
        Reader reader = new Reader();
        readers.add(reader);
        for (int i = 0; i < BOXES; i++) {
            int box = i;
            event(() -> {
                reader.attached[box] = true;
                deliveries.attach(id(box), reader.recipient);
            });
        }
        for (int i = 0; i < 400; i++) {
            run(3, false);
            acknowledge();
            deliveries.onTick();
        }
        run(inbox.size(), false);
    }

    /** What is left, as the plain mailboxes have it. */
    int waiting() {
        return truth.stream().mapToInt(each -> each.waiting().size()).sum();
    }

    /** What an audit says of the rows. */
    List<String> audit() {
        Findings findings = new Findings();
        MailboxAudit.run(store.ledger(), findings);
        return findings.lines();
    }

    int stored() {
        return truth.stream().mapToInt(each -> each.seen().size()).sum();
    }

    /** What the rows count. */
    List<Long> counted() {
        List<Long> counted = new ArrayList<>();
        Consumer<Transaction> count = tx -> {
            for (int i = 0; i < BOXES; i++) {
                MailboxRows.Row row = MailboxRows.get(tx, mailboxes.key(id(i))).orElseThrow();
                counted.add(row.envelopes());
                counted.add(row.bytes());
                Page page = mailboxes.after(tx, mailboxes.key(id(i)), 0, new Room(100, Long.MAX_VALUE));
                counted.add((long) page.envelopes().size());
            }
        };
        task((tx, next) -> count.accept(tx), () -> {});
        run(inbox.size(), false);
        return counted;
    }
}
