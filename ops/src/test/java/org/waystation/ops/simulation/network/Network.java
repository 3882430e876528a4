package org.waystation.ops.simulation.network;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Timeline;

/** All machines, and what is between them. */
public final class Network {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int HANDSHAKE_MICROS = 120_000;
    private static final int SWEEP_ABOVE = 256;
    private static final long TRICKLE_BYTES_PER_SECOND = 200;

    private final Timeline time;
    private final Chance chance;
    private final Map<String, Host> hosts = new HashMap<>();
    private final Set<Set<String>> partitions = new HashSet<>();
    private final Set<String> cutOff = new HashSet<>();
    private final List<Connection> connections = new ArrayList<>();
    private final Map<String, Long> dialsOfRelays = new HashMap<>();
    private DialWatch dials = (from, endpoint) -> connected -> {};
    private long frames;

    public Network(Timeline time, Chance chance) {
        this.time = time;
        this.chance = chance;
    }

    /** Frames that have arrived. */
    public long frames() {
        return frames;
    }

    /** A process listens; it replaces the one before it. */
    public void listen(String endpoint, Host host) {
        hosts.put(endpoint, host);
    }

    /** How often a relay has dialled another. */
    public long dialsOf(String relay) {
        return dialsOfRelays.getOrDefault(relay, 0L);
    }

    /** Has every dial of a relay seen from now on. */
    public void watchDials(DialWatch watching) {
        dials = watching;
    }

    public void dial(Caller dialling, String endpoint) {
        Caller caller = dialling;
        if (dialling.visitor().isRelay()) {
            dialsOfRelays.merge(dialling.visitor().name(), 1L, Long::sum);
            caller = new WatchedCaller(dialling, dials.onDial(dialling.visitor().name(), endpoint));
        }
        reach(caller, endpoint);
    }

    private void reach(Caller caller, String endpoint) {
        long handshake = chance.between(HANDSHAKE_MICROS / 4, HANDSHAKE_MICROS);
        Host host = hosts.get(endpoint);
        if (host == null || host.life().isOver()) {
            time.at(time.now() + handshake / 2, caller.life(), () -> caller.onFailed("nobody answers"));
        } else if (isApart(caller.visitor().name(), host.name())) {
            time.in(CONNECT_TIMEOUT, caller.life(), () -> caller.onFailed("nothing answers"));
        } else {
            time.at(time.now() + handshake, caller.life(), () -> connect(caller, host));
        }
    }

    private void connect(Caller caller, Host host) {
        Visitor visitor = caller.visitor();
        if (host.life().isOver() || isApart(visitor.name(), host.name())) {
            caller.onFailed("the connection was lost in the handshake");
            return;
        }
        if (!visitor.accepts().test(host.pin())) {
            caller.onFailed("the other end shows another key");
            return;
        }
        Connection.Side callersSide = new Connection.Side(caller.life(), caller.loop());
        Connection.Side hostsSide = new Connection.Side(host.life(), host.newLoop());
        Connection connection =
                new Connection(time, chance, visitor.name(), host.name(), callersSide, hostsSide, () -> frames++);
        Optional<Receiver> receiver = host.onVisitor(visitor, hostsSide);
        if (receiver.isEmpty()) {
            caller.onFailed("the other end closed the connection");
            return;
        }
        remember(connection);
        hostsSide.attach(receiver.get());
        callersSide.attach(caller.onConnected(callersSide, host.pin()));
    }

    private void remember(Connection connection) {
        if (connections.size() >= SWEEP_ABOVE) {
            connections.removeIf(each -> !each.isOpen());
        }
        connections.add(connection);
    }

    private boolean isApart(String one, String other) {
        return cutOff.contains(one) || cutOff.contains(other) || partitions.contains(Set.of(one, other));
    }

    /** The open connections of a machine, oldest first. */
    public List<Connection> of(String machine) {
        return connections.stream()
                .filter(Connection::isOpen)
                .filter(each -> each.touches(machine))
                .toList();
    }

    /** Open connections between machines, oldest first. */
    public List<Connection> all() {
        return connections.stream().filter(Connection::isOpen).toList();
    }

    // Faults.

    public void partition(String one, String other) {
        partitions.add(Set.of(one, other));
        of(one).stream().filter(each -> each.touches(other)).forEach(Connection::silence);
    }

    public void heal(String one, String other) {
        partitions.remove(Set.of(one, other));
    }

    public void cutOff(String machine) {
        cutOff.add(machine);
        of(machine).forEach(Connection::silence);
    }

    public void reconnect(String machine) {
        cutOff.remove(machine);
    }

    /** A process has died: whoever was connected is told. */
    public void onCrash(String machine) {
        of(machine).forEach(Connection::lose);
    }

    /** A machine is gone: nobody is told, until it is there again and knows of no connection. */
    public void onPowerCut(String machine, Duration until) {
        List<Connection> lost = of(machine);
        lost.forEach(Connection::silence);
        time.in(until, () -> lost.forEach(Connection::makeStale));
    }

    /** What is slow or about to break is given up, so that nothing fails any more. */
    public void calm() {
        all().stream().filter(Connection::isAiling).forEach(Connection::lose);
    }

    public void lose(Connection connection) {
        connection.lose();
    }

    public void silence(Connection connection) {
        connection.silence();
    }

    public void trickle(Connection connection) {
        connection.slowDown(TRICKLE_BYTES_PER_SECOND);
    }

    public void hold(Connection connection, Duration delay) {
        connection.hold(delay);
    }

    public void damage(Connection connection, Connection.Damage kind, Runnable onStruck) {
        connection.damageNext(kind, onStruck);
    }
}
