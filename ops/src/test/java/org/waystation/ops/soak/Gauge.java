package org.waystation.ops.soak;

import java.time.Duration;
import java.util.List;
import org.waystation.protocol.limits.Limits;
import org.waystation.relay.RelayCore;
import org.waystation.relay.store.StoreDirectory;

/**
 * One thing that is sampled, and what is expected of it and why.
 *
 * @param name with its unit, as in files
 * @param settles when it has reached its level, counted from the beginning; the warm-up at least
 */
record Gauge(String name, Rule rule, Duration settles) {
    private static final double MIB = 1 << 20;

    /** RocksDB merges when there are four of a table, and holds its directory, too. */
    private static final int MOST_HANDLES_OF_TABLE = 7;

    /** Directory, log, lock and the like. */
    private static final int HANDLES_OF_STORE = 10;

    private static final Duration AT_ONCE = Duration.ZERO;

    /** Relays expire things at whole ten minutes, so what is kept for a time goes up and down with them. */
    private static final Duration RHYTHM = Limits.COARSE_TIME;

    /** A relay closes a connection that has said nothing for three minutes, and until then they gather. */
    private static final Duration SILENCE = Duration.ofMinutes(5);

    static final String HEAP = "heap_after_collection_bytes";

    /** @param joinsPerHour people who become members of this relay */
    static List<Gauge> of(Plan plan, double joinsPerHour) {
        // Until then more is kept than deleted, since nothing has been there long enough.
        Duration window = plan.lifetime().plus(RHYTHM);
        return List.of(
                new Gauge(HEAP, new Rule.Level(0.05, 1 * MIB, Duration.ZERO), AT_ONCE),
                new Gauge("buffers_bytes", new Rule.Level(0.05, 4 * MIB, Duration.ZERO), AT_ONCE),
                new Gauge("java_direct_bytes", new Rule.Level(0.05, 1 * MIB, Duration.ZERO), AT_ONCE),
                new Gauge("resident_bytes", new Rule.Shown(), AT_ONCE),
                // The store fills its cache of blocks for hours, up to a bound that is judged below.
                new Gauge("resident_beside_store_bytes", new Rule.Level(0.05, 8 * MIB, Duration.ZERO), window),
                new Gauge("handles", new Rule.Shown(), AT_ONCE),
                // Each table has some files before they are merged.
                new Gauge(
                        "handles_of_store",
                        new Rule.Below(HANDLES_OF_STORE
                                + MOST_HANDLES_OF_TABLE * RelayCore.tables().size()),
                        AT_ONCE),
                new Gauge("handles_elsewhere", new Rule.Count(4), AT_ONCE),
                new Gauge("threads", new Rule.Count(1), AT_ONCE),
                new Gauge("connections", new Rule.Count(8), SILENCE),
                new Gauge("store_live_bytes", new Rule.Level(0.1, 8 * MIB, RHYTHM), window),
                new Gauge("store_memory_bytes", new Rule.Below(128 * MIB), AT_ONCE),
                new Gauge("store_log_bytes", new Rule.Below(StoreDirectory.fixedBytesOnDisk()), AT_ONCE),
                new Gauge("directory_bytes", new Rule.Level(0.2, 32 * MIB, RHYTHM), window),
                new Gauge("outbox_requests", new Rule.Count(50), AT_ONCE),
                new Gauge("rows_outbox", new Rule.Level(0.1, 100, RHYTHM), window),
                // Answered and not collected; those that people collect are gone at once.
                new Gauge("rows_submitted", new Rule.Level(0.1, 100, RHYTHM), window),
                new Gauge("rows_seen", new Rule.Level(0.05, 200, RHYTHM), window),
                new Gauge("rows_expiry", new Rule.Level(0.05, 200, RHYTHM), window),
                new Gauge("rows_envelope", new Rule.Level(0.1, 100, RHYTHM), window),
                new Gauge("rows_served", new Rule.Level(0.1, 50, RHYTHM), window),
                new Gauge("rows_prekey", new Rule.Level(0.1, 20, RHYTHM), window),
                new Gauge("rows_mailbox", new Rule.Level(0.1, 20, RHYTHM), window),
                new Gauge("rows_voucher", new Rule.Level(0.1, 50, RHYTHM), window),
                // A member stays one for ever.
                new Gauge("rows_member", new Rule.GrowsAtMost(1.05 * joinsPerHour), AT_ONCE),
                new Gauge("tasks_waiting", new Rule.Count(10), AT_ONCE),
                // A few lines for every cut of the link.
                new Gauge(
                        "log_bytes",
                        new Rule.GrowsAtMost(2_000 * 3_600.0 / plan.cutEvery().toSeconds() + 20_000),
                        AT_ONCE));
    }
}
