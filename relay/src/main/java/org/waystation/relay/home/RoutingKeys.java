package org.waystation.relay.home;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.card.RelayCard;
import org.waystation.protocol.card.RoutingKey;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.crypto.SecretKey32;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Limits;

/**
 * The private keys that open sealed requests, and when each is to be sealed to. Immutable.
 *
 * <pre>
 * (seed 32 | not before 8 | not after 8) for each key, oldest first | checksum of that 8
 * </pre>
 *
 * Older versions wrote no checksum.
 */
public final class RoutingKeys {
    static final Duration VALIDITY = Duration.ofDays(90);
    static final Duration RENEW_BEFORE_END = Duration.ofDays(45);

    /** A request that was sealed in the last moment may come this late; then the private key is destroyed. */
    static final Duration KEPT_AFTER_END = Limits.MAX_LIFETIME.plusDays(7);

    /** The newest are kept whatever the time: a clock that was ahead for a while must not cost what is on its way. */
    private static final int ALWAYS_KEPT = 2;

    private static final int MAX_KEPT = 8;

    private static final int ENTRY_BYTES = SecretKey32.BYTES + 2 * Long.BYTES;

    private final List<Entry> entries;

    private record Entry(SealingKey key, RoutingKey published) {}

    private RoutingKeys(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Of a relay that is being made. */
    public static RoutingKeys none() {
        return new RoutingKeys(List.of());
    }

    static RoutingKeys decode(byte[] encoded) throws HomeTrouble {
        boolean older = encoded.length % ENTRY_BYTES == 0;
        ByteBuffer buffer =
                older ? ByteBuffer.wrap(encoded) : Checksum.removed(encoded).orElseThrow(RoutingKeys::damaged);
        int keys = buffer.remaining() / ENTRY_BYTES;
        if (keys == 0 || keys > MAX_KEPT || buffer.remaining() % ENTRY_BYTES != 0) {
            throw damaged();
        }
        try {
            return new RoutingKeys(entries(buffer));
        } catch (DateTimeException | IllegalArgumentException noTime) {
            throw damaged();
        }
    }

    private static HomeTrouble damaged() {
        return HomeTrouble.damaged(SecretFiles.ROUTING, "it is not what was written");
    }

    private static List<Entry> entries(ByteBuffer buffer) {
        List<Entry> entries = new ArrayList<>();
        while (buffer.hasRemaining()) {
            byte[] seed = new byte[SecretKey32.BYTES];
            buffer.get(seed);
            entries.add(entry(
                    SecretKey32.copyOf(seed),
                    Instant.ofEpochSecond(buffer.getLong()),
                    Instant.ofEpochSecond(buffer.getLong())));
        }
        return entries;
    }

    byte[] exposeBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(entries.size() * ENTRY_BYTES);
        for (Entry each : entries) {
            buffer.put(each.key.seed().exposeBytes())
                    .putLong(each.published.notBefore().getEpochSecond())
                    .putLong(each.published.notAfter().getEpochSecond());
        }
        return Checksum.added(buffer.array());
    }

    /** These keys with a fresh one, if the newest nears its end; without those that ended long ago. */
    public RoutingKeys renewed(Instant now, Entropy entropy) {
        // One that was made while the clock was ahead is of no use until then.
        boolean fresh = entries.stream()
                .map(Entry::published)
                .anyMatch(each ->
                        !each.notBefore().isAfter(now) && each.notAfter().isAfter(now.plus(RENEW_BEFORE_END)));
        return fresh ? withoutEnded(now) : rotated(now, entropy);
    }

    /** These keys with a fresh one, however old the newest is; without those that ended long ago. */
    public RoutingKeys rotated(Instant now, Entropy entropy) {
        List<Entry> kept = new ArrayList<>(withoutEnded(now).entries);
        kept.add(entry(SecretKey32.random(entropy), now.minus(Duration.ofDays(1)), now.plus(VALIDITY)));
        while (kept.size() > MAX_KEPT) {
            kept.remove(0);
        }
        return new RoutingKeys(kept);
    }

    private RoutingKeys withoutEnded(Instant now) {
        List<Entry> begun = entries.stream()
                .filter(each -> !each.published.notBefore().isAfter(now))
                .toList();
        List<Entry> newest = begun.subList(Math.max(0, begun.size() - ALWAYS_KEPT), begun.size());
        List<Entry> kept = new ArrayList<>(entries);
        kept.removeIf(each -> !newest.contains(each)
                && each.published.notAfter().plus(KEPT_AFTER_END).isBefore(now));
        return new RoutingKeys(kept);
    }

    private static Entry entry(SecretKey32 seed, Instant notBefore, Instant notAfter) {
        SealingKey key = SealingKey.fromSeed(seed);
        return new Entry(
                key,
                new RoutingKey(
                        key.publicKey(),
                        Instant.ofEpochSecond(notBefore.getEpochSecond()),
                        Instant.ofEpochSecond(notAfter.getEpochSecond())));
    }

    /** What the relay card says: the newest. */
    public List<RoutingKey> published() {
        return entries.stream()
                .skip(Math.max(0, entries.size() - RelayCard.MAX_ROUTING_KEYS))
                .map(Entry::published)
                .toList();
    }

    boolean sameAs(RoutingKeys other) {
        return published().equals(other.published()) && size() == other.size();
    }

    /** How many there are, those included that only open what is late. */
    int size() {
        return entries.size();
    }

    /** The private key of an id. */
    public Optional<SealingKey> find(Bytes id) {
        return entries.stream()
                .filter(each -> each.published.id().equals(id))
                .map(Entry::key)
                .findFirst();
    }
}
