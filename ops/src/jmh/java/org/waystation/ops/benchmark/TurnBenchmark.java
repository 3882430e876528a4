package org.waystation.ops.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.waystation.federation.outbox.Carrier;
import org.waystation.federation.outbox.Outbox;
import org.waystation.federation.outbox.OutboxLimits;
import org.waystation.federation.outbox.Outcome;
import org.waystation.federation.outbox.Submission;
import org.waystation.federation.store.Batch;
import org.waystation.federation.store.Store;
import org.waystation.federation.store.Transaction;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.MemberKey;
import org.waystation.protocol.id.OwnerKey;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Call;
import org.waystation.relay.RelayCore;
import org.waystation.relay.mailbox.MailboxLimits;
import org.waystation.relay.mailbox.Mailboxes;
import org.waystation.relay.store.StoreDirectory;

/**
 * What a message costs the store's thread, with its share of a synced turn of a hundred, on the disk that holds the temporary
 * directory: as an envelope that is appended, and as a request that is submitted, answered and collected in three turns.
 *
 * <p>How that changes as a relay fills: {@code -p mailboxes=1000000 -p waiting=10000000} (some 13 GB).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TurnBenchmark {
    private static final int TURN = 100;
    private static final int FILLING_TURN = 2_000;
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Param("1000")
    public int mailboxes;

    /** Envelopes that wait in them before. */
    @Param("0")
    public int waiting;

    private final Entropy entropy = Entropy.system();
    private final SendToken token = SendToken.of(entropy.bytes(SendToken.LENGTH_BYTES));
    private final RelayId partner = RelayId.of(entropy.bytes(RelayId.LENGTH_BYTES));
    private final MemberKey member = MemberKey.of(new byte[MemberKey.LENGTH_BYTES]);
    private final Bytes content = Bytes.wrap(entropy.bytes(SizeClass.SMALL.envelopeBytes()));
    private final Bytes request = Bytes.wrap(entropy.bytes(SizeClass.SMALL.requestBytes()));
    private final Bytes reply = Bytes.wrap(entropy.bytes(SizeClass.SMALL.replyBytes()));
    private final Random random = new Random(1);
    private final Mailboxes desk = new Mailboxes(
            SecretKey32.random(entropy), new MailboxLimits(1_000_000, 1L << 40, Duration.ofDays(21), 1));
    private final Outbox outbox = new Outbox(OutboxLimits.DEFAULT, (relay, at) -> Optional.empty(), new ClientIsThere());
    private final Carrier carrier = new Nowhere();

    private Path directory;
    private Store store;
    private long sent;

    /** Whoever waits for outcomes. */
    private static final class ClientIsThere implements Outbox.Listener {
        @Override
        public boolean isAwaited(SubmissionId submission) {
            return true;
        }

        @Override
        public void onOutcome(SubmissionId submission, Outcome outcome) {}

        @Override
        public void onPumpWanted(RelayId relay) {}
    }

    /** A link whose other end is this benchmark. */
    private final class Nowhere implements Carrier {
        @Override
        public int window() {
            return TURN;
        }

        @Override
        public void forward(long correlation, Lane lane, Bytes forwarded) {
            sent = correlation;
        }
    }

    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("waystation-benchmark");
        store = StoreDirectory.open(
                directory.resolve("store"), RelayCore.tables(), SecretKey32.random(entropy), entropy);
        OwnerKey owner = OwnerKey.of(entropy.bytes(OwnerKey.LENGTH_BYTES));
        fill(mailboxes, (tx, number) -> desk.create(tx, mailbox(number), owner, token, false));
        fill(waiting, (tx, number) -> desk.append(tx, call(), NOW));
        outbox.onCarrierUp(partner, carrier);
        turn((tx, now) -> outbox.pump(tx, partner, now));
    }

    private void fill(int count, ObjIntConsumer<Transaction> each) {
        for (int from = 0; from < count; from += FILLING_TURN) {
            int first = from;
            turn((tx, now) -> IntStream.range(first, Math.min(count, first + FILLING_TURN))
                    .forEach(number -> each.accept(tx, number)));
        }
    }

    private static MailboxId mailbox(int number) {
        return MailboxId.of(ByteBuffer.allocate(MailboxId.LENGTH_BYTES).putInt(number).array());
    }

    @TearDown(Level.Trial)
    public void close() throws IOException {
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private void turn(BiConsumer<Transaction, Instant> decisions) {
        try (Batch batch = store.begin()) {
            Transaction tx = new Transaction(batch);
            decisions.accept(tx, NOW);
            tx.commit().forEach(Runnable::run);
        }
    }

    @Benchmark
    @OperationsPerInvocation(TURN)
    public void append() {
        turn((tx, now) -> {
            for (int i = 0; i < TURN; i++) {
                desk.append(tx, call(), now);
            }
        });
    }

    private Call.Append call() {
        long expires = NOW.plus(Duration.ofDays(7)).getEpochSecond();
        MailboxId box = mailbox(random.nextInt(mailboxes));
        EnvelopeId id = EnvelopeId.of(entropy.bytes(EnvelopeId.LENGTH_BYTES));
        return new Call.Append(expires, box, token, id, Lane.MESSAGE, content);
    }

    @Benchmark
    @OperationsPerInvocation(TURN)
    public void submitAndCollect() {
        List<SubmissionId> ids = Stream.generate(() -> SubmissionId.of(entropy.bytes(SubmissionId.LENGTH_BYTES)))
                .limit(TURN)
                .toList();
        long before = sent;
        MemberKey member = MemberKey.of(new byte[MemberKey.LENGTH_BYTES]);
        turn((tx, now) -> ids.forEach(id -> outbox.submit(
                tx, new Submission(id, partner, Lane.MESSAGE, now.plus(Duration.ofDays(7)), request), member, now)));
        turn((tx, now) -> {
            for (long each = before + 1; each <= sent; each++) {
                outbox.onAnswered(tx, partner, carrier, each, reply, now);
            }
        });
        turn((tx, now) -> ids.forEach(id -> outbox.collect(tx, id)));
    }
}
