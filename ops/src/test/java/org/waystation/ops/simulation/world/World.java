package org.waystation.ops.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.people.Friendships;
import org.waystation.ops.simulation.people.Letters;
import org.waystation.ops.simulation.people.PersonNode;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.ops.simulation.relays.Witness;
import org.waystation.ops.simulation.trial.Promise;
import org.waystation.ops.simulation.trial.Totals;
import org.waystation.ops.simulation.trial.Trial;
import org.waystation.ops.simulation.trial.Verdict;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.RelayId;
import org.waystation.relay.turn.InboxRoom;

/**
 * One world from its beginning to its end.
 *
 * <pre>
 * everybody joins │ people write, faults strike              │ quiet: nothing fails, everybody is there
 * 0               1 h                                   trial's length                            + QUIET
 * </pre>
 */
final class World {
    /** Once nothing fails any more, everything is delivered and everybody knows within this time. */
    static final Duration QUIET = Duration.ofHours(4);

    /** So long at least, so that what has to be swept is. */
    private static final Duration SHORTEST_QUIET = Duration.ofHours(1);

    private static final Duration MOST_SKEW = Duration.ofHours(4);
    private static final Duration SETTLING_IN = Duration.ofHours(1);
    private static final Duration BETWEEN_CHECKS = Duration.ofHours(1);
    private static final Duration BETWEEN_BACKUPS = Duration.ofHours(6);
    private static final Duration LONGEST_HANDING_OVER = Duration.ofHours(3);
    private static final long HOURS_BETWEEN_SEARCHES = 6;
    private static final long MOST_LOG_LINES_PER_RELAY_HOUR = 3_600;
    private static final long MOST_DIALS_PER_PARTNER_HOUR = 1_000;
    private static final int PEOPLE_TO_A_LOOK = 16;
    private static final double HOSTILE_RELAY = 0.3;

    private final Trial trial;
    private final Timeline time = new Timeline();
    private final Fingerprint fingerprint = new Fingerprint();
    private final Judge judge = new Judge(time);
    private final Secrets secrets = new Secrets();
    private final Ledger ledger = new Ledger(time, judge, fingerprint, mark -> this.secrets.addText(mark, "a text"));
    private final Network network;
    private final Chance chance;
    private final List<RelayNode> relays = new ArrayList<>();
    private final List<PersonNode> people = new ArrayList<>();
    private final PrekeyLedger prekeys = new PrekeyLedger(time, judge);
    private final Faults faults;
    private final Map<RelayNode, Long> dialsAtLastCheck = new HashMap<>();

    World(Trial trial) {
        this.trial = trial;
        this.chance = new Chance(trial.seed());
        this.network = new Network(time, chance.fork("network"));
        this.faults = new Faults(time, network, relays, people, ledger, prekeys, fingerprint);
        settle();
    }

    Verdict run() {
        try (LogTrap log = new LogTrap((message, trace) -> judge.rule(Promise.NO_MISTAKE_OF_OURS, message, trace))) {
            play(log);
        } catch (RuntimeException | AssertionError mistake) {
            judge.rule(Promise.NO_MISTAKE_OF_OURS, String.valueOf(mistake), Ledger.traceOf(mistake));
        }
        fingerprint.add(time.scheduled());
        fingerprint.add(network.frames());
        return new Verdict(trial, judge.broken(), totals(), faults.struck(), fingerprint.toString());
    }

    private Totals totals() {
        return new Totals(
                time.elapsed(),
                ledger.written(),
                ledger.shown(),
                ledger.failed(),
                ledger.excused(),
                network.frames(),
                ledger.slowest());
    }

    private void settle() {
        Chance drawing = chance.fork("census");
        boolean hostile = trial.relays() > Trial.MIN_RELAYS && drawing.happens(HOSTILE_RELAY);
        for (String name : Census.relayNames(trial)) {
            boolean last = relays.size() == trial.relays() - 1;
            relays.add(new RelayNode(
                    name, time, network, chance.fork(name), new Eyes(), Census.limits(drawing), hostile && last));
        }
        relays.forEach(
                each -> relays.stream().filter(other -> other != each).forEach(other -> each.take(other.card())));
        Letters letters = new Letters(chance.fork("letters"));
        for (String name : Census.peopleNames(trial)) {
            RelayNode home = relays.get(people.size() % relays.size());
            people.add(new PersonNode(name, home, time, network, chance.fork(name), ledger, letters, trial.people()));
        }
        new Friendships(people, trial.length(), time, chance.fork("friendships")).begin();
    }

    private void play(LogTrap log) {
        relays.forEach(RelayNode::start);
        for (PersonNode each : people) {
            time.in(Duration.ofSeconds(chance.below(300)), () -> {
                each.join();
                ledger.know(each);
                Disclosure.ofIdentity(each, secrets);
            });
        }
        Weather weather = new Weather(trial.profile(), size(), chance.fork("weather"));
        faults.schedule(weather.plan(SETTLING_IN, trial.length(), chance.fork("faults")), trial.only());
        time.in(SETTLING_IN, this::backUp);
        for (Duration at = BETWEEN_CHECKS; at.compareTo(trial.length()) < 0; at = at.plus(BETWEEN_CHECKS)) {
            time.runUntil(at);
            check(log);
        }
        time.runUntil(trial.length());
        beQuiet(log);
    }

    private long hoursBetweenSearches() {
        return trial.people() < PEOPLE_TO_A_LOOK ? 1 : HOURS_BETWEEN_SEARCHES;
    }

    private double size() {
        return (trial.relays() / 3.0 + trial.people() / 6.0) / 2;
    }

    private void backUp() {
        relays.stream().filter(each -> !each.isRetired()).forEach(each -> {
            if (each.isUp()) {
                prekeys.look(each);
            }
            each.takeBackup();
        });
        time.in(BETWEEN_BACKUPS, this::backUp);
    }

    private void beQuiet(LogTrap log) {
        faults.end();
        excuseTheRetired();
        people.forEach(PersonNode::bePatient);
        Duration end = trial.length().plus(QUIET);
        for (Duration at = trial.length(); at.compareTo(end) <= 0; at = at.plus(Duration.ofMinutes(10))) {
            time.runUntil(at);
            boolean longEnough = at.compareTo(trial.length().plus(SHORTEST_QUIET)) >= 0;
            if (longEnough && ledger.unfinished().isEmpty()) {
                break;
            }
            excuseTheRetired();
        }
        people.forEach(PersonNode::takeStock);
        ledger.excuse(
                this::mayHaveGotAnOldPrekey,
                "its reader's relay came back from a backup, and its operator did not say so");
        ledger.excuse(
                this::mayHaveExpired,
                "it, or a receipt of it, may have expired at a relay that keeps things for short");
        check(log);
        ledger.unfinished().ifPresent(letter -> {
            letter.note(time.elapsed(), letter.writer().standingWith(letter.reader()));
            letter.note(time.elapsed(), letter.reader().standingWith(letter.writer()));
        });
        ledger.unfinished()
                .ifPresent(letter -> judge.rule(
                        letter.owed(), letter, "after " + QUIET.toHours() + " quiet hours " + letter.shortfall()));
    }

    /** What was not collected in time is gone; without its introduction a later text cannot be read either. */
    private boolean mayHaveExpired(Letter letter) {
        Duration age = time.elapsed().minus(ledger.conversationBegan(letter)).plus(MOST_SKEW);
        return Stream.of(letter.writer(), letter.reader())
                .map(each -> each.relay().limits().mailbox().maxLifetime())
                .anyMatch(lifetime -> lifetime.compareTo(age) < 0);
    }

    /** Of two introductions with one one-time prekey the second is lost. */
    private boolean mayHaveGotAnOldPrekey(Letter letter) {
        return ledger.isIntroduction(letter)
                && prekeys.mayHaveComeBackFor(letter.reader(), ledger.conversationBegan(letter));
    }

    private void excuseTheRetired() {
        relays.stream()
                .filter(RelayNode::isRetired)
                .forEach(gone -> ledger.excuse(
                        letter -> letter.reader().relay() == gone
                                || letter.writer().relay() == gone,
                        gone.name() + " was retired"));
    }

    private void check(LogTrap log) {
        for (RelayNode each : relays) {
            if (each.isUp()) {
                prekeys.look(each);
            }
            if (!each.isRetired()) {
                DiskInspection inspection = new DiskInspection(each, secrets, judge);
                inspection.inspect(each.hasBeenWellFor(Duration.ofMinutes(30)));
                if (time.elapsed().toHours() % hoursBetweenSearches() == 0
                        || time.elapsed().compareTo(trial.length()) > 0) {
                    inspection.search();
                }
            }
            if (each.storeTasksWaiting() > InboxRoom.MOST_TASKS) {
                judge.rule(Promise.BOUNDS_HOLD, each.name() + " has too many tasks waiting for its store", List.of());
            }
        }
        checkDials();
        long hours = time.elapsed().toHours() + 1;
        if (log.lines() > hours * relays.size() * MOST_LOG_LINES_PER_RELAY_HOUR) {
            judge.rule(Promise.BOUNDS_HOLD, "the relays have logged " + log.lines() + " lines", List.of());
        }
    }

    private void checkDials() {
        long allowed = MOST_DIALS_PER_PARTNER_HOUR * (relays.size() - 1);
        for (RelayNode each : relays) {
            long dials = network.dialsOf(each.name());
            long before = Optional.ofNullable(dialsAtLastCheck.put(each, dials)).orElse(0L);
            if (dials - before > allowed) {
                judge.rule(
                        Promise.BOUNDS_HOLD,
                        each.name() + " has dialled its partners " + (dials - before) + " times in an hour",
                        List.of());
            }
        }
    }

    /** Looks at what reaches the relays. */
    private final class Eyes implements Witness {
        /** In a large world there is more than enough to look at. */
        private final int everyHowManyth = 1 + trial.people() / PEOPLE_TO_A_LOOK;

        private long looks;

        @Override
        public void onClientFrame(RelayNode relay, String person, byte[] bytes, ToRelay message) {
            if (message instanceof ToRelay.CreateMailbox made) {
                secrets.add(made.mailbox().toByteArray(), "a mailbox of " + person + "'s", Optional.of(relay));
            }
            if (message instanceof ToRelay.Submit submit) {
                ledger.onTrail(submit.submission().value(), "it reaches " + relay.name());
            }
            if (message instanceof ToRelay.PublishPrekeys published && published.replace()) {
                prekeys.onReplaced(relay, published.mailbox());
            }
            look(relay, bytes, Optional.of(relay));
        }

        @Override
        public void onLinkFrame(RelayNode relay, RelayId partner, byte[] bytes, LinkMessage message) {
            if (message instanceof LinkMessage.Forward forward) {
                ledger.onTrail(forward.request(), "it reaches " + relay.name() + " on a link");
            }
            look(relay, bytes, Optional.empty());
        }

        private void look(RelayNode relay, byte[] bytes, Optional<RelayNode> seer) {
            fingerprint.add(time.now());
            fingerprint.add(bytes);
            if (looks++ % everyHowManyth != 0) {
                return;
            }
            secrets.find(bytes, seer)
                    .ifPresent(secret -> judge.rule(
                            Promise.RELAYS_STAY_BLIND,
                            relay.name() + " is sent " + secret.words() + " in clear",
                            List.of()));
        }

        @Override
        public void onStarted(RelayNode relay) {
            prekeys.look(relay);
        }

        @Override
        public void onDied(RelayNode relay, Duration down) {
            ledger.noteOnTheWay(
                    letter ->
                            letter.writer().relay() == relay || letter.reader().relay() == relay,
                    relay.name() + " is down for " + down.toSeconds() + " s");
        }

        @Override
        public void onNewCard(RelayNode relay) {
            for (RelayNode partner : relays) {
                if (partner != relay) {
                    time.in(
                            chance.spread(Duration.ofMinutes(5), LONGEST_HANDING_OVER),
                            () -> partner.take(relay.card()));
                }
            }
        }
    }
}
