package org.waystation.ops.netcheck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.waystation.ops.netcheck.wire.Greeting;
import org.waystation.ops.netcheck.wire.Sight;
import org.waystation.protocol.tls.TlsProfile;

/** Looks at every endpoint of every relay, some at a time, and judges what was seen. */
final class Netcheck {
    /** Endpoints that are looked at at the same time. */
    static final int AT_ONCE = 8;

    private final Looking looking;
    private final InstantSource clock;

    /** Looks at one endpoint; safe for any thread. */
    @FunctionalInterface
    interface Looking {
        Sight look(String endpoint) throws InterruptedException;
    }

    Netcheck(Looking looking, InstantSource clock) {
        this.looking = looking;
        this.clock = clock;
    }

    /** One report for each site, in their order. */
    List<SiteReport> run(List<Site> sites) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<List<Future<Sight>>> begun = sites.stream()
                    .map(site -> endpoints(site).stream()
                            .map(endpoint -> threads.submit((Callable<Sight>) () -> looking.look(endpoint)))
                            .toList())
                    .toList();
            List<SiteReport> reports = new ArrayList<>();
            for (int i = 0; i < begun.size(); i++) {
                reports.add(report(sites.get(i), seen(begun.get(i))));
            }
            return withOwnClock(reports);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Sight> seen(List<Future<Sight>> begun) throws InterruptedException {
        List<Sight> sights = new ArrayList<>();
        for (Future<Sight> each : begun) {
            try {
                sights.add(each.get());
            } catch (ExecutionException bug) {
                throw new IllegalStateException(bug.getCause());
            }
        }
        return sights;
    }

    private static List<String> endpoints(Site site) {
        return site.aside().isPresent() ? List.of() : site.card().endpoints();
    }

    private SiteReport report(Site site, List<Sight> sights) {
        if (site.aside().isPresent()) {
            return new SiteReport(site, sights, List.of(site.aside().get()));
        }
        Instant now = clock.instant();
        boolean reached = sights.stream().anyMatch(each -> each.greeting().isPresent());
        // Several endpoints of a relay may say the same, of its clock for example.
        Set<Finding> findings = new LinkedHashSet<>();
        for (Sight sight : sights) {
            List<Finding> seen = new SightJudge(site, sight, now, TlsProfile.isHybrid()).findings();
            // One way that works is enough; a key that is wrong is so on any.
            boolean soften = reached && sight.pin().isEmpty();
            seen.stream().map(each -> soften ? each.softened() : each).forEach(findings::add);
        }
        findings.add(CardJudge.validity(site, now));
        findings.add(CardJudge.routingKey(site, now));
        return new SiteReport(site, sights, new ArrayList<>(findings));
    }

    private static List<SiteReport> withOwnClock(List<SiteReport> reports) {
        List<Duration> skews = reports.stream()
                .filter(each -> !each.site().own())
                .flatMap(each -> each.sights().stream()
                        .filter(sight ->
                                sight.pin().filter(each.site().card()::names).isPresent())
                        .flatMap(sight -> sight.greeting().stream())
                        .map(Greeting::skew)
                        .limit(1))
                .toList();
        return reports.stream()
                .map(each -> each.site().own()
                        ? OwnClock.judge(skews).map(each::with).orElse(each)
                        : each)
                .toList();
    }
}
