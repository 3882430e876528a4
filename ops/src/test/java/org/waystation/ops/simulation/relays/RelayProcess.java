package org.waystation.ops.simulation.relays;

import com.codahale.metrics.MetricRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.waystation.federation.link.DialTrouble;
import org.waystation.federation.roster.Partner;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Life;
import org.waystation.ops.simulation.kernel.Loop;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Caller;
import org.waystation.ops.simulation.network.End;
import org.waystation.ops.simulation.network.Host;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.network.Receiver;
import org.waystation.ops.simulation.network.Visitor;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.id.RelayId;
import org.waystation.protocol.limits.Limits;
import org.waystation.relay.LinkDesk;
import org.waystation.relay.RelayCore;
import org.waystation.relay.metrics.RelayMetrics;

/** One run of a relay: the real core, and around it what the server does with threads and sockets. */
final class RelayProcess implements Host {
    private static final Duration BUSY_TICK = Duration.ofSeconds(1);
    private static final Duration IDLE_TICK = Duration.ofSeconds(16);
    private static final int FAST_TURN_MICROS = 4_000;
    private static final int SLOW_TURN_MICROS = 8_000_000;
    private static final int OPENING_MICROS = 500;

    private final RelayNode node;
    private final Timeline time;
    private final Network network;
    private final Chance chance;
    private final Witness witness;
    private final Life life;
    private final Bytes instance;
    private final StoreLoop store;
    private final RelayCore core;
    private Duration tick = BUSY_TICK;

    RelayProcess(RelayNode node, Timeline time, Network network, Chance chance, Witness witness) {
        this.node = node;
        this.time = time;
        this.network = network;
        this.chance = chance;
        this.witness = witness;
        this.life = new Life(node::onDeath);
        this.instance = Bytes.wrap(chance.bytes(LinkMessage.Hello.INSTANCE_BYTES));
        this.store = new StoreLoop(time, life, node.disk(), node.clock(), this::turnTime);
        this.core = new RelayCore(
                new RelayCore.Surroundings(
                        store,
                        task -> time.at(time.now() + 1 + chance.below(OPENING_MICROS), life, task),
                        chance.fork("core"),
                        node.clock(),
                        node.secrets(),
                        node.pin(),
                        node.routingKeys()::find,
                        node,
                        node::roster,
                        () -> !node.disk().isFull(),
                        this::dial,
                        new RelayMetrics(new MetricRegistry())),
                node.limits());
        tickLater();
    }

    private Duration turnTime() {
        long micros = chance.between(200, node.isDiskSlow() ? SLOW_TURN_MICROS : FAST_TURN_MICROS);
        return Duration.ofNanos(micros * 1_000);
    }

    /** A relay with nothing to do is asked less often: what is due is found a few seconds later, and nothing else changes. */
    private void tickLater() {
        long before = store.taken();
        time.in(tick, life, () -> {
            boolean idle = store.taken() == before;
            tick = !idle ? BUSY_TICK : tick.compareTo(IDLE_TICK) < 0 ? tick.multipliedBy(2) : IDLE_TICK;
            core.onTick();
            tickLater();
        });
    }

    RelayCore core() {
        return core;
    }

    int storeTasksWaiting() {
        return store.waiting();
    }

    @Override
    public String name() {
        return node.name();
    }

    @Override
    public Life life() {
        return life;
    }

    @Override
    public Bytes pin() {
        return node.pin();
    }

    @Override
    public Loop newLoop() {
        return new Loop(time, life, chance);
    }

    @Override
    public Optional<Receiver> onVisitor(Visitor visitor, End end) {
        if (!visitor.isRelay()) {
            return Optional.of(new ClientPlug(node, visitor.name(), end, time, life, core::newSession, witness));
        }
        return visitor.pin().flatMap(pin -> node.roster().byTlsPin(pin)).map(partner -> link(partner.id(), false, end));
    }

    private LinkPlug link(RelayId partner, boolean dialledHere, End end) {
        LinkPlug plug = new LinkPlug(
                node,
                partner,
                dialledHere,
                end,
                time,
                life,
                hello(),
                core.links().newListener(),
                witness);
        end.loop().execute(plug::start);
        return plug;
    }

    private LinkMessage.Hello hello() {
        return new LinkMessage.Hello(
                Limits.MIN_VERSION,
                Limits.MAX_VERSION,
                node.secrets().relay(),
                instance,
                LinkDesk.WINDOW,
                node.clock().instant().getEpochSecond(),
                node.card().card().sequence());
    }

    private void dial(Partner partner, int attempt, Consumer<DialTrouble> onFailure) {
        var endpoints = partner.card().endpoints();
        network.dial(new Dial(partner, onFailure), endpoints.get(Math.floorMod(attempt, endpoints.size())));
    }

    private final class Dial implements Caller {
        private final Partner partner;
        private final Consumer<DialTrouble> onFailure;
        private final Loop loop = newLoop();

        Dial(Partner partner, Consumer<DialTrouble> onFailure) {
            this.partner = partner;
            this.onFailure = onFailure;
        }

        @Override
        public Visitor visitor() {
            return new Visitor(node.name(), Optional.of(node.pin()), partner.card()::names);
        }

        @Override
        public Life life() {
            return life;
        }

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public Receiver onConnected(End end, Bytes pin) {
            return link(partner.id(), true, end);
        }

        @Override
        public void onFailed(String why) {
            onFailure.accept(DialTrouble.ofPartner(why));
        }
    }
}
