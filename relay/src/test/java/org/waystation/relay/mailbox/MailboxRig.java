package org.waystation.relay.mailbox;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.InMemoryStore;
import org.waystation.federation.store.Table;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FromRelay;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.Call;

/** Mailboxes and their deliveries over a store in memory, driven one transaction at a time. */
final class MailboxRig {
    static final MailboxLimits LIMITS = new MailboxLimits(5, 10_000, Duration.ofDays(21), 4);
    static final MailboxId BOX = mailbox(1);
    static final MailboxId OTHER = mailbox(2);
    static final OwnerKey OWNER = owner(1);
    static final SendToken TOKEN = token(1);
    static final int SMALL = 1_024;
    static final Room ALL = new Room(1_000, Long.MAX_VALUE);

    final InMemoryStore store = new InMemoryStore();
    private final Deque<MailboxId> catchUpsWanted = new ArrayDeque<>();
    private final Mailboxes mailboxes;
    private Deliveries deliveries;
    private Instant now = Instant.parse("2030-01-01T00:03:07Z");

    MailboxRig() {
        this(LIMITS);
    }

    MailboxRig(MailboxLimits limits) {
        mailboxes = new Mailboxes(SecretKey32.copyOf(new byte[32]), limits);
        deliveries = new Deliveries(mailboxes, catchUpsWanted::add);
    }

    static MailboxId mailbox(int number) {
        return MailboxId.of(bytes(number, MailboxId.LENGTH_BYTES));
    }

    static OwnerKey owner(int number) {
        return OwnerKey.of(bytes(number, OwnerKey.LENGTH_BYTES));
    }

    static SendToken token(int number) {
        return SendToken.of(bytes(number, SendToken.LENGTH_BYTES));
    }

    static EnvelopeId envelope(int number) {
        return EnvelopeId.of(bytes(number, EnvelopeId.LENGTH_BYTES));
    }

    static byte[] bytes(int number, int length) {
        return ByteBuffer.allocate(length).putInt(number).array();
    }

    Mailboxes mailboxes() {
        return mailboxes;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

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
        deliveries.onDoubt();
    }

    <T> T ask(Function<Transaction, T> question) {
        List<T> answers = new ArrayList<>();
        turn(tx -> answers.add(question.apply(tx)));
        return answers.get(0);
    }

    MailboxRig with(MailboxId mailbox) {
        ask(tx -> mailboxes.create(tx, mailbox, OWNER, TOKEN, false));
        return this;
    }

    Call.Append call(MailboxId mailbox, int envelope) {
        return call(mailbox, envelope, Duration.ofDays(1));
    }

    Call.Append call(MailboxId mailbox, int envelope, Duration lifetime) {
        long expires = now.plus(lifetime).getEpochSecond();
        Bytes content = Bytes.wrap(bytes(envelope, SMALL));
        return new Call.Append(expires, mailbox, TOKEN, envelope(envelope), Lane.MESSAGE, content);
    }

    /** As the call desk appends: what is stored is offered to its owner after the commit. */
    Mailboxes.AppendResult append(Transaction tx, Call.Append call) {
        Mailboxes.AppendResult result = mailboxes.append(tx, call, now);
        if (result instanceof Mailboxes.AppendResult.Stored stored) {
            tx.afterCommit(() -> deliveries.onStored(call.mailbox(), stored.envelope()));
        }
        return result;
    }

    Mailboxes.AppendResult append(Call.Append call) {
        return ask(tx -> append(tx, call));
    }

    void append(MailboxId mailbox, int... envelopes) {
        for (int each : envelopes) {
            if (!(append(call(mailbox, each)) instanceof Mailboxes.AppendResult.Stored)) {
                throw new AssertionError("envelope " + each + " was not stored");
            }
        }
    }

    Mailboxes.Swept tick() {
        return ask(tx -> mailboxes.onTick(tx, now, deliveries::onExpiring));
    }

    void attach(MailboxId mailbox, FakeClient client) {
        deliveries.attach(mailbox, client.recipient());
        catchUp();
    }

    /** Carries out every catch-up that was asked for, and those that follow. */
    void catchUp() {
        while (!catchUpsWanted.isEmpty()) {
            MailboxId mailbox = catchUpsWanted.remove();
            turn(tx -> deliveries.catchUp(tx, mailbox));
        }
    }

    int catchUpsWanted() {
        return catchUpsWanted.size();
    }

    void forgetWantedCatchUps() {
        catchUpsWanted.clear();
    }

    Optional<FaultCode> acknowledge(MailboxId mailbox, long through, FakeClient client) {
        Optional<FaultCode> refusal = ask(tx -> deliveries.acknowledge(tx, mailbox, through, client.recipient()));
        catchUp();
        return refusal;
    }

    /** The process ends and starts again. */
    void crash() {
        catchUpsWanted.clear();
        deliveries = new Deliveries(mailboxes, catchUpsWanted::add);
    }

    /** What the row of a mailbox counts: envelopes and bytes. */
    List<Long> counted(MailboxId mailbox) {
        return ask(tx -> MailboxRows.get(tx, mailboxes.key(mailbox))
                .map(row -> List.of(row.envelopes(), row.bytes()))
                .orElse(List.of()));
    }

    /** What is stored of a mailbox. */
    List<Envelope> stored(MailboxId mailbox) {
        return ask(tx -> mailboxes.after(tx, mailboxes.key(mailbox), 0, ALL)).envelopes();
    }

    /** Rows left in all tables but those of the mailboxes themselves. */
    List<String> leftovers() {
        byte[] last = new byte[80];
        java.util.Arrays.fill(last, (byte) 0xFF);
        List<String> left = new ArrayList<>();
        turn(tx -> {
            for (Table table : Mailboxes.tables()) {
                if (!table.equals(MailboxRows.TABLE)) {
                    tx.scan(table, new byte[0], last, (key, value) -> left.add(table.name()));
                }
            }
        });
        return left;
    }

    Answer fetch(int request, SendToken token) {
        Call.FetchPrekeys call = new Call.FetchPrekeys(now.plusSeconds(3_600).getEpochSecond(), BOX, token);
        return ask(tx -> new FrontDoors(mailboxes).fetch(tx, call, Bytes.wrap(bytes(request, 32)), now));
    }

    Optional<List<Integer>> publish(String standing, List<String> curves, List<String> kems) {
        return publish(new ToRelay.PublishPrekeys(BOX, text(standing), texts(curves), texts(kems), 0, false))
                .map(stock -> List.of(stock.oneTimeCurve(), stock.oneTimeKem()));
    }

    FromRelay.PrekeyStock publish(long number, boolean replace, String... curves) {
        return publish(new ToRelay.PublishPrekeys(
                        BOX, text("standing"), texts(List.of(curves)), List.of(), number, replace))
                .orElseThrow();
    }

    private Optional<FromRelay.PrekeyStock> publish(ToRelay.PublishPrekeys message) {
        return ask(tx -> new FrontDoors(mailboxes).publish(tx, message));
    }

    static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static List<Bytes> texts(List<String> texts) {
        return texts.stream().map(MailboxRig::text).toList();
    }
}
