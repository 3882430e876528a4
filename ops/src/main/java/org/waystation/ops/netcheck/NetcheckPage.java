package org.waystation.ops.netcheck;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.netcheck.wire.Greeting;
import org.waystation.ops.netcheck.wire.Sight;
import org.waystation.ops.node.ExitCode;
import org.waystation.protocol.card.CardRefused;
import org.waystation.protocol.card.Fingerprint;
import org.waystation.protocol.card.SignedCard;

/** The whole result, as scripts read it. */
record NetcheckPage(boolean well, List<Relay> relays) {

    /** @param cardNumber of the card on file */
    record Relay(
            String name,
            boolean own,
            String fingerprint,
            long cardNumber,
            List<Endpoint> endpoints,
            List<Found> found) {}

    /**
     * The figures of one endpoint, as far as it was reached.
     *
     * @param cardNumber of the card that it shows
     */
    record Endpoint(
            String endpoint,
            boolean greeted,
            @Nullable Integer version,
            @Nullable Long roundTripMillis,
            @Nullable Long skewSeconds,
            @Nullable Long cardNumber) {}

    record Found(String level, String what, String words, String remedy) {}

    static NetcheckPage of(List<SiteReport> reports) {
        return new NetcheckPage(
                exit(reports) == ExitCode.OK,
                reports.stream().map(NetcheckPage::relay).toList());
    }

    /** A wrong key before what is wrong here, before a partner that is away. */
    static ExitCode exit(List<SiteReport> reports) {
        List<ExitCode> found = reports.stream()
                .flatMap(each -> each.findings().stream())
                .map(Finding::exit)
                .toList();
        return Stream.of(ExitCode.TRUST, ExitCode.USER, ExitCode.NETWORK)
                .filter(found::contains)
                .findFirst()
                .orElse(ExitCode.OK);
    }

    private static Relay relay(SiteReport report) {
        return new Relay(
                report.site().name(),
                report.site().own(),
                Fingerprint.of(report.site().card().relay()),
                report.site().card().sequence(),
                report.sights().stream().map(NetcheckPage::endpoint).toList(),
                report.findings().stream().map(NetcheckPage::found).toList());
    }

    private static Endpoint endpoint(Sight sight) {
        Optional<Greeting> greeting = sight.greeting();
        return new Endpoint(
                sight.endpoint(),
                greeting.isPresent(),
                greeting.map(Greeting::version).orElse(null),
                greeting.map(each -> each.roundTrip().toMillis()).orElse(null),
                greeting.map(each -> each.skew().toSeconds()).orElse(null),
                greeting.map(NetcheckPage::cardNumber).orElse(null));
    }

    private static @Nullable Long cardNumber(Greeting greeting) {
        try {
            return SignedCard.verify(greeting.card()).card().sequence();
        } catch (CardRefused none) {
            return null;
        }
    }

    private static Found found(Finding finding) {
        return new Found(finding.level().word(), finding.what(), finding.words(), finding.remedy());
    }
}
