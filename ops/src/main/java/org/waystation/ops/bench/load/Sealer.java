package org.waystation.ops.bench.load;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.waystation.ops.bench.wire.LoadFailure;
import org.waystation.ops.bench.wire.Site;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.EnvelopeId;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.limits.Limits;
import org.waystation.protocol.limits.SizeClass;
import org.waystation.protocol.sealed.Call;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.protocol.sealed.Ticket;

/**
 * Seals requests on all cores. Message {@code n} of every batch goes to the same mailbox, so that what the reply to one batch
 * brought can serve the next.
 */
public final class Sealer {
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final Site destination;
    private final List<Mailbox> mailboxes;
    private final RoutingKey key;
    private final long expiresAt;
    private final Entropy entropy = Entropy.system();
    private final Purse purse;
    private final boolean withTickets;

    /** @param withTickets whether a batch is sealed with the tickets that earlier ones have earned, as far as they go */
    public Sealer(Site destination, List<Mailbox> mailboxes, Instant now, boolean withTickets) {
        this.withTickets = withTickets;
        this.destination = destination;
        this.mailboxes = List.copyOf(mailboxes);
        this.purse = new Purse(mailboxes.size());
        this.key = destination
                .card()
                .routingKeyAt(now)
                .orElseThrow(() -> new LoadFailure("the relay's card has no routing key that is valid now"));
        this.expiresAt = Limits.coarselyAfter(now.plus(LIFETIME)).getEpochSecond();
    }

    /** About 2.8 KB of memory and a seventh of a millisecond of a core for each. */
    public Batch seal(int count) {
        SplittableRandom random = new SplittableRandom(entropySeed());
        Tags tags = new Tags(random.nextLong());
        long contents = random.nextLong();
        Batch.Sealed[] sealed = IntStream.range(0, count)
                .parallel()
                .mapToObj(number -> seal(number, tags, contents))
                .toArray(Batch.Sealed[]::new);
        return new Batch(destination.card().relay(), expiresAt, tags, sealed, purse);
    }

    private Batch.Sealed seal(int number, Tags tags, long contents) {
        // Stands for ciphertext: what matters to a relay is that it cannot be compressed.
        byte[] content = new byte[SizeClass.SMALL.envelopeBytes()];
        new SplittableRandom(contents + number).nextBytes(content);
        Mailbox mailbox = mailboxes.get(number % mailboxes.size());
        Call.Append call = new Call.Append(
                expiresAt,
                mailbox.id(),
                mailbox.token(),
                new EnvelopeId(tags.of(number)),
                Lane.MESSAGE,
                Bytes.wrap(content));
        Optional<Ticket> ticket = withTickets ? purse.spend(number) : Optional.empty();
        return new Batch.Sealed(
                SealedRequest.seal(call, destination.card().relay(), key, ticket, entropy), ticket.isPresent());
    }

    private long entropySeed() {
        return ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong();
    }
}
