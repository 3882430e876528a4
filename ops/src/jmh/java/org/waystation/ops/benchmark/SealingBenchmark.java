package org.waystation.ops.benchmark;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.fault.ProtocolViolation;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.id.MailboxId;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.id.SendToken;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.protocol.sealed.TicketKeys;

/** What a sealed request of the smallest class costs its sender and its receiver, whole, with a ticket and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SealingBenchmark {
    private static final int SMALL = 1_024;

    private final Entropy entropy = Entropy.system();
    private final SealingKey key = SealingKey.generate(entropy);
    private final RoutingKey routingKey =
            new RoutingKey(key.publicKey(), Instant.ofEpochSecond(1), Instant.ofEpochSecond(2));
    private final RelayId relay = RelayId.of(entropy.bytes(RelayId.LENGTH_BYTES));
    private final TicketKeys tickets = TicketKeys.generate(entropy);
    private final Call call = new Call.Append(
            1,
            MailboxId.of(entropy.bytes(MailboxId.LENGTH_BYTES)),
            SendToken.of(entropy.bytes(SendToken.LENGTH_BYTES)),
            EnvelopeId.of(entropy.bytes(EnvelopeId.LENGTH_BYTES)),
            Lane.MESSAGE,
            Bytes.wrap(entropy.bytes(SMALL)));
    private final Bytes byKey = seal().request();
    private final Bytes byTicket = SealedRequest.seal(
                    call, relay, routingKey, Optional.of(tickets.issue(entropy)), entropy)
            .request();

    @Benchmark
    public SealedRequest.ForSending seal() {
        return SealedRequest.seal(call, relay, routingKey, Optional.empty(), entropy);
    }

    @Benchmark
    public SealedRequest.Received openByKey() throws ProtocolViolation {
        return open(byKey);
    }

    @Benchmark
    public SealedRequest.Received openByTicket() throws ProtocolViolation {
        return open(byTicket);
    }

    private SealedRequest.Received open(Bytes request) throws ProtocolViolation {
        return SealedRequest.open(request, relay, id -> Optional.of(key), tickets);
    }
}
