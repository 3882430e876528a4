package org.waystation.ops.simulation.world;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.waystation.federation.store.Table;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.people.PersonNode;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.ops.simulation.trial.Promise;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.MailboxId;

/**
 * Follows the one-time prekeys on the relays' disks: one that has left the stock must not come back into it. Where an operator
 * put a copy back and did not say so it may, until its owner has replaced it.
 */
final class PrekeyLedger {
    private static final int MAILBOX_KEY_BYTES = 32;
    private static final Set<Byte> ONE_TIME_KINDS = Set.of((byte) 1, (byte) 2);

    /** Of the encoding: the id and the beginning of the key. */
    private static final int TELLING_BYTES = 24;

    private final Timeline time;
    private final Judge judge;
    private final Map<RelayNode, Shelf> shelves = new HashMap<>();

    PrekeyLedger(Timeline time, Judge judge) {
        this.time = time;
        this.judge = judge;
    }

    private record Prekey(Bytes door, Bytes start) {}

    /** One relay's. */
    private static final class Shelf {
        private Set<Prekey> stock = new HashSet<>();
        private final Set<Prekey> gone = new HashSet<>();

        /** Front doors with prekeys that came back, and until when that may have done harm. */
        private final Map<Bytes, Duration> harmedUntil = new HashMap<>();

        private boolean restoreUnsaid;
    }

    private Shelf shelf(RelayNode relay) {
        return shelves.computeIfAbsent(relay, unused -> new Shelf());
    }

    /** Takes down what is in stock now; to be called often, and whenever the rows may have changed by other hands. */
    void look(RelayNode relay) {
        Shelf shelf = shelf(relay);
        Set<Prekey> now = inStock(relay);
        Set<Prekey> back = new HashSet<>(now);
        back.retainAll(shelf.gone);
        if (!back.isEmpty() && !shelf.restoreUnsaid) {
            judge.rule(
                    Promise.PREKEYS_GO_OUT_ONCE,
                    back.size() + " one-time prekeys that had left " + relay.name() + " are in stock there again",
                    List.of());
        }
        back.forEach(each -> shelf.harmedUntil.put(each.door, Duration.ofSeconds(Long.MAX_VALUE)));
        shelf.stock.stream().filter(each -> !now.contains(each)).forEach(shelf.gone::add);
        shelf.gone.removeAll(now);
        shelf.stock = now;
        shelf.restoreUnsaid = false;
    }

    private Set<Prekey> inStock(RelayNode relay) {
        Set<Prekey> found = new HashSet<>();
        relay.disk().visit(new Table("prekey"), (key, value) -> {
            Prekey prekey = new Prekey(
                    Bytes.wrap(Arrays.copyOf(key, MAILBOX_KEY_BYTES)), Bytes.wrap(Arrays.copyOf(value, TELLING_BYTES)));
            if (ONE_TIME_KINDS.contains(key[MAILBOX_KEY_BYTES]) && !found.add(prekey)) {
                judge.rule(
                        Promise.PREKEYS_GO_OUT_ONCE,
                        "a one-time prekey lies twice in the stock of " + relay.name(),
                        List.of());
            }
            return true;
        });
        return found;
    }

    /** An operator has put a copy back and has not said so. */
    void onRestoreUnsaid(RelayNode relay) {
        shelf(relay).restoreUnsaid = true;
    }

    /** An owner replaces what is in stock. */
    void onReplaced(RelayNode relay, MailboxId frontDoor) {
        shelf(relay)
                .harmedUntil
                .computeIfPresent(relay.rowOf(frontDoor), (door, until) -> earlier(until, time.elapsed()));
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Whether an introduction to this person, begun then, may have used a prekey that somebody else had used. */
    boolean mayHaveComeBackFor(PersonNode reader, Duration begun) {
        return reader.link()
                .map(link ->
                        shelf(reader.relay()).harmedUntil.get(reader.relay().rowOf(link.frontDoor())))
                .filter(until -> begun.compareTo(until) < 0)
                .isPresent();
    }
}
