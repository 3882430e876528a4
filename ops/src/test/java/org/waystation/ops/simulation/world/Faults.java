package org.waystation.ops.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Connection;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.people.PersonNode;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.ops.simulation.trial.Fault;
import org.waystation.ops.simulation.trial.FaultKind;

/** Has the planned faults strike, as far as they find somebody to strike, and keeps what they did. */
final class Faults {
    private static final Set<FaultKind> OF_CONNECTIONS = EnumSet.range(FaultKind.DELAY, FaultKind.TRICKLE);

    private final Timeline time;
    private final Network network;
    private final List<RelayNode> relays;
    private final List<PersonNode> people;
    private final Ledger ledger;
    private final PrekeyLedger prekeys;
    private final Fingerprint fingerprint;
    private final List<Fault> struck = new ArrayList<>();
    private boolean over;

    Faults(
            Timeline time,
            Network network,
            List<RelayNode> relays,
            List<PersonNode> people,
            Ledger ledger,
            PrekeyLedger prekeys,
            Fingerprint fingerprint) {
        this.time = time;
        this.network = network;
        this.relays = relays;
        this.people = people;
        this.ledger = ledger;
        this.prekeys = prekeys;
        this.fingerprint = fingerprint;
    }

    void schedule(List<PlannedFault> plan, Optional<Set<Integer>> only) {
        for (PlannedFault each : plan) {
            if (only.isEmpty() || only.get().contains(each.number())) {
                time.in(each.at(), () -> strike(each));
            }
        }
    }

    List<Fault> struck() {
        return struck;
    }

    /** Nothing strikes any more, and what was taken away is given back. */
    void end() {
        over = true;
        for (RelayNode each : relays) {
            network.reconnect(each.name());
            relays.stream().filter(other -> other != each).forEach(other -> {
                network.heal(each.name(), other.name());
                each.take(other.card());
            });
            each.calm();
        }
        people.forEach(PersonNode::calm);
        network.calm();
    }

    private void strike(PlannedFault fault) {
        if (over) {
            return;
        }
        Optional<String> what =
                OF_CONNECTIONS.contains(fault.kind()) ? strikeConnection(fault) : strikeElsewhere(fault);
        what.ifPresent(words -> note(fault, words));
    }

    private void note(PlannedFault fault, String what) {
        struck.add(new Fault(fault.number(), time.elapsed(), fault.kind(), what));
        fingerprint.add(time.now());
        fingerprint.add(what);
    }

    /** Counts when its opportunity comes, if one comes. */
    private Optional<String> atNextOpportunity(PlannedFault fault, String where, Consumer<Runnable> arming) {
        arming.accept(() -> note(fault, where));
        return Optional.empty();
    }

    /** Gives back what was taken away; at the end everything has been given back already. */
    private void later(Duration lasting, Runnable undo) {
        time.in(lasting, () -> {
            if (!over) {
                undo.run();
            }
        });
    }

    private Optional<String> strikeConnection(PlannedFault fault) {
        List<Connection> open = network.all();
        if (open.isEmpty()) {
            return missed();
        }
        Connection one = open.get((int) Math.floorMod(fault.dice(), (long) open.size()));
        switch (fault.kind()) {
            case SEGMENT_DROPPED -> {
                return damage(fault, one, Connection.Damage.DROPPED);
            }
            case SEGMENT_REPEATED -> {
                return damage(fault, one, Connection.Damage.REPEATED);
            }
            case SEGMENT_REORDERED -> {
                return damage(fault, one, Connection.Damage.REORDERED);
            }
            case DELAY -> network.hold(one, fault.lasting());
            case CONNECTION_LOST -> network.lose(one);
            case HALF_OPEN -> network.silence(one);
            case TRICKLE -> network.trickle(one);
            default -> throw new IllegalArgumentException("not a fault of connections: " + fault.kind());
        }
        return Optional.of("between " + one.words());
    }

    private Optional<String> damage(PlannedFault fault, Connection one, Connection.Damage kind) {
        return atNextOpportunity(fault, "between " + one.words(), onStruck -> network.damage(one, kind, onStruck));
    }

    private Optional<String> strikeElsewhere(PlannedFault fault) {
        return switch (fault.kind()) {
            case PARTITION -> partition(fault);
            case CUT_OFF -> cutOff(fault);
            case WRITE_FAILED, WRITE_FAILED_BUT_KEPT, READ_FAILED, TORN_WRITE, DEATH_AFTER_SYNC ->
                atNextOpportunity(
                        fault,
                        "at " + relay(fault).name(),
                        onStruck -> relay(fault).armDisk(fault.kind(), onStruck));
            case DISK_FULL -> {
                relay(fault).setDiskFull(true);
                later(fault.lasting(), () -> relay(fault).setDiskFull(false));
                yield during("at " + relay(fault).name(), fault);
            }
            case DISK_SLOW -> {
                relay(fault).setDiskSlow(true);
                later(fault.lasting(), () -> relay(fault).setDiskSlow(false));
                yield during("at " + relay(fault).name(), fault);
            }
            case RELAY_CRASH ->
                relay(fault).crash(fault.lasting()) ? during(relay(fault).name(), fault) : missed();
            case POWER_CUT ->
                relay(fault).cutPower(fault.lasting()) ? during(relay(fault).name(), fault) : missed();
            case CLOCK_JUMP, CLOCK_SKEW -> skew(fault);
            case DEVICE_CRASH ->
                person(fault).crash() ? Optional.of("of " + person(fault).name()) : missed();
            case DEATH_BEFORE_VAULT_SYNC, DEATH_AFTER_VAULT_SYNC, VAULT_FAILURE ->
                atNextOpportunity(
                        fault,
                        "of " + person(fault).name(),
                        onStruck -> person(fault).armVault(fault.kind(), onStruck));
            case PERSON_VANISHES -> vanish(fault);
            case KEYS_ROTATED ->
                relay(fault).rotateKeys(fault.lasting())
                        ? Optional.of("at " + relay(fault).name())
                        : missed();
            case PARTNER_SUSPENDED -> suspend(fault);
            case RELAY_RETIRED -> retire(fault);
            case RESTORED_FROM_BACKUP -> restore(fault);
            case REQUEST_REPLAYED, REQUESTS_REORDERED, REQUEST_WITHHELD, RESULT_WITHHELD, RESULT_FORGED ->
                relays.stream()
                        .filter(RelayNode::isHostile)
                        .findFirst()
                        .flatMap(each -> atNextOpportunity(
                                fault, "by " + each.name(), onDone -> each.misbehave(fault.kind(), onDone)));
            default -> throw new IllegalArgumentException("a fault of connections: " + fault.kind());
        };
    }

    private static Optional<String> missed() {
        return Optional.empty();
    }

    private static Optional<String> during(String where, PlannedFault fault) {
        return Optional.of(where + ", for " + fault.lasting().toSeconds() + " s");
    }

    private RelayNode relay(PlannedFault fault) {
        return relays.get((int) Math.floorMod(fault.dice(), (long) relays.size()));
    }

    private RelayNode otherRelay(PlannedFault fault) {
        int first = (int) Math.floorMod(fault.dice(), (long) relays.size());
        int step = 1 + (int) Math.floorMod(fault.dice() >>> 20, (long) (relays.size() - 1));
        return relays.get((first + step) % relays.size());
    }

    private PersonNode person(PlannedFault fault) {
        return people.get((int) Math.floorMod(fault.dice() >>> 8, (long) people.size()));
    }

    private Optional<String> partition(PlannedFault fault) {
        String one = relay(fault).name();
        String other = otherRelay(fault).name();
        network.partition(one, other);
        later(fault.lasting(), () -> network.heal(one, other));
        return during("between " + one + " and " + other, fault);
    }

    private Optional<String> cutOff(PlannedFault fault) {
        String name = relay(fault).name();
        network.cutOff(name);
        later(fault.lasting(), () -> network.reconnect(name));
        return during(name, fault);
    }

    /** A jump stays for a day; a skew is corrected sooner. Half of them strike people's devices. */
    private Optional<String> skew(PlannedFault fault) {
        // Of its own, because whom it strikes goes by the same bits of the dice.
        Chance chance = new Chance(fault.dice());
        Duration offBy = chance.happens(0.5) ? fault.lasting() : fault.lasting().negated();
        Duration until = fault.kind() == FaultKind.CLOCK_JUMP ? Duration.ofDays(1) : Duration.ofMinutes(30);
        String where;
        if (chance.happens(0.5)) {
            relay(fault).setSkew(offBy);
            later(until, () -> relay(fault).setSkew(Duration.ZERO));
            where = relay(fault).name();
        } else {
            person(fault).setSkew(offBy);
            later(until, () -> person(fault).setSkew(Duration.ZERO));
            where = person(fault).name();
        }
        return Optional.of("of " + where + ", by " + offBy.toSeconds() + " s");
    }

    private Optional<String> vanish(PlannedFault fault) {
        PersonNode person = person(fault);
        if (!person.goAway()) {
            return missed();
        }
        later(fault.lasting(), person::comeBack);
        return during(person.name(), fault);
    }

    private Optional<String> suspend(PlannedFault fault) {
        RelayNode one = relay(fault);
        RelayNode other = otherRelay(fault);
        one.suspend(other.id());
        ledger.excuse(
                each -> each.writer().relay() == one && each.reader().relay() == other && each.number() <= 1,
                "an introduction on the way when the partner was suspended");
        later(fault.lasting(), () -> one.take(other.card()));
        return during(other.name() + " at " + one.name(), fault);
    }

    private Optional<String> retire(PlannedFault fault) {
        RelayNode gone = relay(fault);
        boolean enoughLeft = relays.stream().filter(each -> !each.isRetired()).count() > 2;
        if (gone.isRetired() || !enoughLeft) {
            return missed();
        }
        gone.retire();
        return Optional.of(gone.name());
    }

    private Optional<String> restore(PlannedFault fault) {
        RelayNode relay = relay(fault);
        boolean said = ((fault.dice() >>> 40) & 3) != 0;
        int age = (int) ((fault.dice() >>> 44) & 3);
        if (!relay.isSetBack()) {
            prekeys.look(relay);
        }
        if (!relay.restore(age, fault.lasting(), said)) {
            return missed();
        }
        if (!said) {
            prekeys.onRestoreUnsaid(relay);
        }
        ledger.excuse(
                each -> each.reader().relay() == relay || each.writer().relay() == relay,
                relay.name() + " came back from an old backup while it was on its way");
        return during(relay.name() + (said ? "" : ", and its operator does not say so"), fault);
    }
}
