package org.waystation.ops.simulation.outage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.waystation.ops.simulation.kernel.Chance;
import org.waystation.ops.simulation.kernel.Timeline;
import org.waystation.ops.simulation.network.Network;
import org.waystation.ops.simulation.relays.RelayNode;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.id.SubmissionId;
import org.waystation.protocol.limits.Limits;
import org.waystation.relay.RelayLimits;

/**
 * A hub, its fifty partners, and a week in which they cannot reach each other. Everything follows from the seed.
 *
 * <p>{@code -Doutage.seed=N} plays another one, {@code -Doutage.requests=N} has more wait for each of the busy partners.
 */
final class Week {
    static final int PARTNERS = 50;
    static final Duration OUTAGE = Duration.ofDays(7);

    /** Within which everybody is back. */
    static final Duration RETURN = Duration.ofSeconds(5);

    static final long SEED = Long.getLong("outage.seed", 4_711);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration GLANCE = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofHours(3);
    private static final int BUSY = 5;

    /** Requests for a busy partner, of which more wait than its window holds, and for one of the others. */
    private static final int[] REQUESTS = {
        Integer.getInteger("outage.requests", 300), Integer.getInteger("outage.requests", 300) / 8
    };

    private static final int[] VISITS = {12, 4};

    private final Timeline time = new Timeline();
    private final Chance chance;
    private final Network network;
    private final DialGauge dials = new DialGauge(time);
    private final LinkGauge links = new LinkGauge("hub");
    private final RelayNode hub;
    private final List<RelayNode> partners;
    private final List<Route> routes = new ArrayList<>();

    /** Members of one relay write to a mailbox at another. */
    private record Route(Member writer, Account account) {}

    /**
     * What the return was like.
     *
     * @param links the most connections with partners that the hub had at a time
     * @param storeTasks the most that waited for the hub's store at a time
     * @param drainedAfter from the first return until every request was answered
     */
    record Return(int links, int storeTasks, Duration drainedAfter) {}

    Week(long seed) {
        chance = new Chance(seed);
        network = new Network(time, chance.fork("network"));
        network.watchDials(dials);
        hub = relay("hub");
        partners = IntStream.range(0, PARTNERS)
                .mapToObj(each -> relay("partner" + each))
                .toList();
        hub.start();
        for (RelayNode each : partners) {
            hub.take(each.card());
            each.take(hub.card());
            each.start();
        }
        pass(MINUTE);
    }

    private RelayNode relay(String name) {
        return new RelayNode(name, time, network, chance.fork(name), links, RelayLimits.DEFAULT, false);
    }

    private void pass(Duration span) {
        time.runUntil(time.elapsed().plus(span));
    }

    /** The partners go for a week, while members of the hub write to people there. */
    static Week ofPartnersAway(long seed) {
        Week week = new Week(seed);
        week.membersOfTheHubWrite();
        week.partners.forEach(
                each -> week.switchOff(each, Duration.ofMillis(week.chance.between(0, RETURN.toMillis()))));
        week.live();
        return week;
    }

    /** The hub goes for a week, while members of the partners write to people there. */
    static Week ofHubAway(long seed) {
        Week week = new Week(seed);
        for (RelayNode each : week.partners) {
            Account account = new Account(week.hub, week.chance.fork("account of " + each.name()));
            week.member(week.hub, List.of(account.creation()));
            week.routes.add(new Route(week.member(each, List.of()), account));
        }
        week.pass(MINUTE);
        week.switchOff(week.hub, Duration.ZERO);
        week.live();
        return week;
    }

    /** Nobody goes, but the way between the hub and each partner is cut, while members of the hub write to people there. */
    static Week ofACutNetwork(long seed) {
        Week week = new Week(seed);
        week.membersOfTheHubWrite();
        for (RelayNode each : week.partners) {
            week.network.partition(week.hub.name(), each.name());
            week.time.in(OUTAGE, () -> week.network.heal(week.hub.name(), each.name()));
        }
        week.live();
        return week;
    }

    private void membersOfTheHubWrite() {
        Member writer = member(hub, List.of());
        for (RelayNode each : partners) {
            Account account = new Account(each, chance.fork("account at " + each.name()));
            member(each, List.of(account.creation()));
            routes.add(new Route(writer, account));
        }
        pass(MINUTE);
    }

    private Member member(RelayNode relay, List<ToRelay> questions) {
        Member member = new Member(relay, time, network, chance.fork("member of " + relay.name() + routes.size()));
        member.ask(questions);
        return member;
    }

    /** Nobody is told, and who dials it waits in vain, until the week is over. */
    private void switchOff(RelayNode relay, Duration late) {
        relay.cutPower(OUTAGE.plus(late));
        network.cutOff(relay.name());
        network.listen(relay.endpoint(), new Nobody(relay.name(), time));
        time.in(OUTAGE, () -> network.reconnect(relay.name()));
    }

    private void live() {
        dials.reset();
        for (int each = 0; each < routes.size(); each++) {
            int kind = each < BUSY ? 0 : 1;
            for (int visit = 0; visit < VISITS[kind]; visit++) {
                write(
                        routes.get(each),
                        OUTAGE.dividedBy(VISITS[kind]).multipliedBy(visit),
                        REQUESTS[kind] / VISITS[kind]);
            }
        }
        pass(OUTAGE);
    }

    private void write(Route route, Duration earliest, int requests) {
        Duration at = earliest.plus(Duration.ofSeconds(chance.below(3_600)));
        time.in(
                at,
                () -> route.writer.ask(IntStream.range(0, requests)
                        .mapToObj(unused -> (ToRelay) route.account.next(time.instant()))
                        .toList()));
    }

    /** Lets everybody come back, until every request is answered. */
    Return comeBack() {
        dials.reset();
        Duration begin = time.elapsed();
        int most = 0;
        int storeTasks = 0;
        Optional<Duration> drained = Optional.empty();
        Duration passed = Duration.ZERO;
        while (passed.compareTo(PATIENCE) < 0 && (drained.isEmpty() || passed.compareTo(RETURN) < 0)) {
            pass(GLANCE);
            passed = time.elapsed().minus(begin);
            most = Math.max(most, linked());
            storeTasks = Math.max(storeTasks, hub.storeTasksWaiting());
            if (drained.isEmpty() && links.answered() >= requests()) {
                drained = Optional.of(passed);
            }
        }
        return new Return(most, storeTasks, drained.orElse(PATIENCE));
    }

    /** Asks for the outcomes of everything, and says of how many it is known that they arrived. */
    long settled() {
        pass(MINUTE);
        for (Route each : routes) {
            List<SubmissionId> all = each.account.submissions();
            for (int at = 0; at < all.size(); at += Limits.MAX_IDS_PER_FRAME) {
                each.writer.ask(List.of(
                        new ToRelay.Watch(all.subList(at, Math.min(all.size(), at + Limits.MAX_IDS_PER_FRAME)))));
                pass(Duration.ofSeconds(2));
            }
        }
        return routes.stream()
                .mapToLong(each -> each.account.settled(each.writer.outcomes()))
                .sum();
    }

    int requests() {
        return routes.stream().mapToInt(each -> each.account.size()).sum();
    }

    List<String> discrepancies() {
        return routes.stream()
                .flatMap(each -> each.account.discrepancies().stream())
                .toList();
    }

    /** Questions that a relay would not do. */
    long refused() {
        return routes.stream()
                .map(Route::writer)
                .distinct()
                .mapToLong(Member::refused)
                .sum();
    }

    /** Links that are up now. */
    int linked() {
        return (int) network.of(hub.name()).stream()
                .filter(each -> each.words().contains("partner"))
                .count();
    }

    DialGauge dials() {
        return dials;
    }

    LinkGauge links() {
        return links;
    }
}
