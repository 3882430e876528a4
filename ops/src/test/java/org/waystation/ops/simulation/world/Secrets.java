package org.waystation.ops.simulation.world;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.protocol.id.Bytes;

/**
 * What must not be seen where it does not belong, and a search for it. A filter on the first eight bytes makes the search
 * cheap enough for every frame.
 */
final class Secrets {
    private static final int FILTER_BITS = 1 << 24;
    private static final int FILTER_SHIFT = Long.SIZE - 24;
    private static final long PRIME = 0x9E3779B97F4A7C15L;

    private final long[] filter = new long[FILTER_BITS / Long.SIZE];
    private final Map<Long, Secret> byStart = new HashMap<>();

    /**
     * Something secret.
     *
     * @param words what it is
     * @param known the relay that may see it; empty: none may
     */
    record Secret(Bytes bytes, String words, Optional<RelayNode> known) {}

    void add(byte[] bytes, String words, Optional<RelayNode> known) {
        long start = start(bytes);
        byStart.put(start, new Secret(Bytes.copyOf(bytes), words, known));
        int bit = bit(start);
        filter[bit / Long.SIZE] |= 1L << bit;
    }

    void addText(String mark, String words) {
        add(mark.getBytes(StandardCharsets.UTF_8), words, Optional.empty());
    }

    private static long start(byte[] bytes) {
        long start = 0;
        for (int at = 0; at < Long.BYTES; at++) {
            start = (start << Byte.SIZE) | (bytes[at] & 0xFF);
        }
        return start;
    }

    private static int bit(long start) {
        return (int) ((start * PRIME) >>> FILTER_SHIFT);
    }

    /** The first secret in these bytes that this relay may not see; on a disk or a link it may see none. */
    Optional<Secret> find(byte[] bytes, Optional<RelayNode> seer) {
        long window = 0;
        for (int at = 0; at < bytes.length; at++) {
            window = (window << Byte.SIZE) | (bytes[at] & 0xFF);
            int bit = bit(window);
            if (at >= Long.BYTES - 1 && (filter[bit / Long.SIZE] & (1L << bit)) != 0) {
                Secret secret = byStart.get(window);
                if (secret != null && isAt(bytes, at - Long.BYTES + 1, secret.bytes) && !maySee(secret, seer)) {
                    return Optional.of(secret);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean maySee(Secret secret, Optional<RelayNode> seer) {
        return secret.known.isPresent() && secret.known.equals(seer);
    }

    private static boolean isAt(byte[] bytes, int from, Bytes wanted) {
        int length = wanted.size();
        return from + length <= bytes.length
                && ByteBuffer.wrap(bytes, from, length).equals(wanted.asReadOnlyBuffer());
    }
}
