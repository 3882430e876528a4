package org.waystation.relay;

import com.codahale.metrics.MetricRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.waystation.federation.link.DialTrouble;
import org.waystation.federation.roster.Partner;
import org.waystation.federation.roster.Roster;
import org.waystation.protocol.card.SignedCard;
import org.waystation.protocol.card.Tombstone;
import org.waystation.protocol.crypto.Entropy;
import org.waystation.protocol.id.Bytes;
import org.waystation.relay.home.RelayHome;
import org.waystation.relay.home.RoutingKeys;
import org.waystation.relay.metrics.RelayMetrics;
import org.waystation.relay.session.ClientSession;
import org.waystation.relay.session.FakePort;
import org.waystation.relay.store.BrittleStore;
import org.waystation.relay.turn.InlineQueue;

/** All of a relay that decides, in one thread: its store in memory, its clock and its network in the hands of the test. */
public final class CoreRig {
    private static final Entropy ENTROPY = Entropy.system();

    private final BrittleStore store = new BrittleStore();
    private final InlineQueue queue = new InlineQueue(store, this::now);
    private final List<FakePort> ports = new ArrayList<>();
    private final List<Dialled> dials = new ArrayList<>();
    private final RelayHome home;
    private final List<SignedCard> learnt = new ArrayList<>();
    private SignedCard card;
    private final RelayCore core;
    private Roster roster = Roster.EMPTY;
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");
    private boolean diskHasRoom = true;

    /** A dial that the relay asked for. */
    public record Dialled(Partner partner, int attempt, Consumer<DialTrouble> onFailure) {}

    public CoreRig(Path directory, String name) throws Exception {
        this(directory, name, RelayLimits.DEFAULT);
    }

    public CoreRig(Path directory, String name, RelayLimits limits) throws Exception {
        home = RelayHome.create(directory, new RigClock(), ENTROPY);
        card = home.renewCard(name, List.of("127.0.0.1:4711"));
        RoutingKeys routingKeys = home.keys().renewRouting();
        core = new RelayCore(
                new RelayCore.Surroundings(
                        queue,
                        Runnable::run,
                        ENTROPY,
                        this::now,
                        home.secrets(),
                        home.keys().tls().pin(),
                        routingKeys::find,
                        new LinkedCards(),
                        () -> roster,
                        () -> diskHasRoom,
                        (partner, attempt, onFailure) -> dials.add(new Dialled(partner, attempt, onFailure)),
                        new RelayMetrics(new MetricRegistry())),
                limits);
        queue.drain();
    }

    public RelayCore core() {
        return core;
    }

    public InlineQueue queue() {
        return queue;
    }

    public BrittleStore store() {
        return store;
    }

    public SignedCard card() {
        return card;
    }

    public Instant now() {
        return now;
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    public void setDiskHasRoom(boolean room) {
        diskHasRoom = room;
    }

    public Roster roster() {
        return roster;
    }

    public void setRoster(Roster next) {
        roster = next;
    }

    public List<Dialled> dials() {
        return dials;
    }

    public Bytes voucher() throws Exception {
        return home.newVoucher(Duration.ofDays(1)).secret();
    }

    public ClientSession connect(FakePort port) {
        ports.add(port);
        return core.newSession(port);
    }

    /** Turns the store's thread and all event loops until nothing is left to do. */
    public void settle() {
        boolean busy = true;
        while (busy) {
            busy = queue.waiting() > 0;
            queue.turn(8);
            for (FakePort each : ports) {
                while (each.turn()) {
                    busy = true;
                }
            }
        }
    }

    public void tick() {
        core.onTick();
        settle();
    }

    /** Cards that links have brought. */
    public List<SignedCard> learnt() {
        return learnt;
    }

    /** The relay's card with another address, and the next number. */
    public SignedCard nextCard() throws Exception {
        return home.renewCard(card.card().name(), List.of("127.0.0.1:4712"));
    }

    /** The relay's card that says that it is gone. */
    public SignedCard lastCard() throws Exception {
        return home.retire(new Tombstone(now, Optional.empty()));
    }

    public void setCard(SignedCard next) {
        card = next;
    }

    private final class LinkedCards implements LinkDesk.Cards {
        @Override
        public SignedCard card() {
            return card;
        }

        @Override
        public void learn(SignedCard shown) {
            learnt.add(shown);
        }
    }

    private final class RigClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
