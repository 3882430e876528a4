package org.waystation.ops.simulation.world;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waystation.federation.store.Keys;
import org.waystation.federation.store.Table;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.ops.simulation.trial.Promise;
import org.waystation.protocol.id.Bytes;

/**
 * Reads a relay's disk as an auditor would, from the documented layout of its rows alone: whether the sums are right,
 * whether anything outstays its time, whether the bounds hold, and whether anything is there that should not be known.
 */
final class DiskInspection {
    private static final int MAILBOX_KEY_BYTES = 32;
    private static final int MAILBOX_SUMS_FROM_END = 3 * Long.BYTES;
    private static final int ENVELOPE_ID_BYTES = 16;
    private static final int ENVELOPE_HEAD_BYTES = ENVELOPE_ID_BYTES + 2 * Long.BYTES;
    private static final int PARTNER_BYTES = 32;
    private static final int OUTBOX_HEAD_BYTES = 16 + Long.BYTES;

    /** A sweep comes every few seconds, and a restart may come in between. */
    private static final Duration OVERDUE = Duration.ofMinutes(10);

    private final RelayNode relay;
    private final Secrets secrets;
    private final Judge judge;

    DiskInspection(RelayNode relay, Secrets secrets, Judge judge) {
        this.relay = relay;
        this.secrets = secrets;
        this.judge = judge;
    }

    /** Count and bytes of something. */
    private static final class Sum {
        private long count;
        private long bytes;

        void add(int size) {
            count++;
            bytes += size;
        }

        boolean is(long otherCount, long otherBytes) {
            return count == otherCount && bytes == otherBytes;
        }

        String words() {
            return count + " of " + bytes + " bytes";
        }
    }

    /** What takes time in proportion to what is there, and what has been there stays: looked for now and then. */
    void search() {
        everyRowIsBlind();
    }

    /** @param sweeps whether the relay has had the time to sweep */
    void inspect(boolean sweeps) {
        mailboxes();
        everyEnvelopeOnce();
        outbox();
        if (sweeps) {
            nothingOutstays("expiry");
            nothingOutstays("outbox-due");
            noEnvelopeOutstays();
        }
    }

    private void mailboxes() {
        Map<Bytes, Sum> held = sums("envelope", MAILBOX_KEY_BYTES, ENVELOPE_HEAD_BYTES);
        relay.disk().visit(new Table("mailbox"), (key, value) -> {
            ByteBuffer row = ByteBuffer.wrap(value).position(value.length - MAILBOX_SUMS_FROM_END);
            long envelopes = row.getLong();
            long bytes = row.getLong();
            Sum sum = Optional.ofNullable(held.remove(Bytes.copyOf(key))).orElseGet(Sum::new);
            if (!sum.is(envelopes, bytes)) {
                broken(
                        Promise.BOOKS_BALANCE,
                        "a mailbox says that it holds " + envelopes + " of " + bytes + " bytes and holds "
                                + sum.words());
            }
            var limits = relay.limits().mailbox();
            if (envelopes > limits.maxEnvelopes() || bytes > limits.maxBytes()) {
                broken(Promise.BOUNDS_HOLD, "a mailbox holds " + sum.words());
            }
            return true;
        });
        held.values().forEach(sum -> broken(Promise.BOOKS_BALANCE, sum.words() + " lie in no mailbox"));
    }

    /** A request that is carried twice must not lie there twice. */
    private void everyEnvelopeOnce() {
        Set<Bytes> seen = new HashSet<>();
        relay.disk().visit(new Table("envelope"), (key, value) -> {
            byte[] mailbox = Arrays.copyOf(key, MAILBOX_KEY_BYTES);
            byte[] id = Arrays.copyOf(value, ENVELOPE_ID_BYTES);
            if (!seen.add(Bytes.wrap(Keys.of(mailbox, id)))) {
                broken(Promise.BOOKS_BALANCE, "an envelope lies twice in one mailbox");
            }
            return true;
        });
    }

    private void outbox() {
        Map<Bytes, Sum> held = sums("outbox", PARTNER_BYTES, OUTBOX_HEAD_BYTES);
        relay.disk().visit(new Table("outbox-head"), (key, value) -> {
            ByteBuffer row = ByteBuffer.wrap(value).position(Long.BYTES);
            long requests = row.getLong();
            long bytes = row.getLong();
            Sum sum = Optional.ofNullable(held.remove(Bytes.copyOf(key))).orElseGet(Sum::new);
            if (!sum.is(requests, bytes)) {
                broken(
                        Promise.BOOKS_BALANCE,
                        "an outbox says that it holds " + requests + " of " + bytes + " bytes and holds "
                                + sum.words());
            }
            var limits = relay.limits().outbox();
            if (requests > limits.maxRequests() || bytes > limits.maxBytes()) {
                broken(Promise.BOUNDS_HOLD, "an outbox holds " + sum.words());
            }
            return true;
        });
        held.values().forEach(sum -> broken(Promise.BOOKS_BALANCE, sum.words() + " lie in no outbox"));
    }

    private Map<Bytes, Sum> sums(String table, int prefix, int headBytes) {
        Map<Bytes, Sum> sums = new HashMap<>();
        relay.disk().visit(new Table(table), (key, value) -> {
            Bytes owner = Bytes.wrap(Arrays.copyOf(key, prefix));
            sums.computeIfAbsent(owner, unused -> new Sum()).add(value.length - headBytes);
            return true;
        });
        return sums;
    }

    private void nothingOutstays(String index) {
        long now = relay.clock().instant().getEpochSecond();
        relay.disk().visit(new Table(index), (key, value) -> {
            long due = ByteBuffer.wrap(key).getLong();
            if (due + OVERDUE.toSeconds() < now) {
                broken(Promise.EXPIRED_IS_GONE, "a row of " + index + " is overdue by " + (now - due) + " s");
            }
            return false; // The first is the oldest.
        });
    }

    /** By the envelopes themselves: one that the index forgot would stay for ever. */
    private void noEnvelopeOutstays() {
        long now = relay.clock().instant().getEpochSecond();
        relay.disk().visit(new Table("envelope"), (key, value) -> {
            long expiresAt = ByteBuffer.wrap(value).getLong(ENVELOPE_HEAD_BYTES - Long.BYTES);
            if (expiresAt + OVERDUE.toSeconds() < now) {
                broken(Promise.EXPIRED_IS_GONE, "an envelope is overdue by " + (now - expiresAt) + " s");
            }
            return true;
        });
    }

    private void everyRowIsBlind() {
        for (Table table : relay.disk().tables()) {
            relay.disk().visit(table, (key, value) -> {
                Optional<Secrets.Secret> seen =
                        secrets.find(key, Optional.empty()).or(() -> secrets.find(value, Optional.empty()));
                seen.ifPresent(secret -> broken(
                        Promise.RELAYS_STAY_BLIND, "a row of table " + table.name() + " holds " + secret.words()));
                return seen.isEmpty();
            });
        }
    }

    private void broken(Promise promise, String what) {
        judge.rule(promise, "on the disk of " + relay.name() + " " + what, List.of());
    }
}
