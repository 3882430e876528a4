package org.waystation.ops.soak;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.waystation.ops.admin.OperatorJson;

/** What was seen, judged and told. Immutable. */
final class Report {
    private static final int POINTS = 12;
    private static final double WARM_UP = 0.2;
    private static final int JOINS_AT_ONE = 6;
    private static final int JOINS_AT_TWO = 5;

    private final Soak.Outcome outcome;
    private final List<Line> lines = new ArrayList<>();

    /** One thing at one relay. */
    record Line(String relay, String name, Flatness.Finding finding) {
        @Override
        public String toString() {
            String verdict = !finding.judged()
                    ? finding.words()
                    : (finding.flat() ? "flat" : "grows by " + Flatness.number(finding.perHour()) + " per hour") + " ("
                            + finding.words() + ")";
            return String.format(
                    Locale.ROOT, "%-5s %-30s median %-14s %s", relay, name, Flatness.number(finding.median()), verdict);
        }
    }

    Report(Soak.Outcome outcome) {
        this.outcome = outcome;
        double groupsPerHour =
                3_600_000.0 / (double) outcome.plan().generationEvery().toMillis();
        judge("one", outcome.one(), Gauge.of(outcome.plan(), JOINS_AT_ONE * groupsPerHour));
        judge("two", outcome.two(), Gauge.of(outcome.plan(), JOINS_AT_TWO * groupsPerHour));
    }

    private void judge(String relay, Sampler seen, List<Gauge> gauges) {
        Duration length = outcome.plan().length();
        for (Gauge each : gauges) {
            double from = Math.max(
                    length.toMillis() / 1_000.0 * WARM_UP, each.settles().toMillis() / 1_000.0);
            lines.add(new Line(
                    relay, each.name(), Flatness.judge(seen.curve(each.name()).from(from), each.rule())));
        }
    }

    boolean isClean() {
        return outcome.books().isClean() && lines.stream().allMatch(each -> each.finding.flat());
    }

    List<Line> lines() {
        return lines;
    }

    void tell(PrintWriter out) {
        out.printf(Locale.ROOT, "%s%n%d cuts of the link%n%n", outcome.books(), outcome.cuts());
        tell(out, "one", outcome.one());
        tell(out, "two", outcome.two());
        lines.forEach(out::println);
        out.println();
        out.println(verdict(
                isClean(), lines.stream().filter(line -> !line.finding.judged()).count(), lines.size()));
    }

    static String verdict(boolean clean, long notJudged, int all) {
        if (!clean) {
            return "Not as it should be: see above.";
        }
        return notJudged == 0
                ? "Every promise was kept, and nothing grows."
                : "Every promise was kept. The run was too short to judge " + notJudged + " of " + all
                        + " lines; of the others none grows.";
    }

    private void tell(PrintWriter out, String relay, Sampler seen) {
        out.println("relay " + relay + ", medians of twelfths of the run");
        for (Gauge each : Gauge.of(outcome.plan(), 0)) {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-30s", each.name()));
            double twelfth = outcome.plan().length().toMillis() / 1_000.0 / POINTS;
            for (int i = 0; i < POINTS; i++) {
                double from = i * twelfth;
                double[] values = seen.curve(each.name()).points().stream()
                        .filter(point -> point.seconds() >= from && point.seconds() < from + twelfth)
                        .mapToDouble(Curve.Point::value)
                        .toArray();
                row.append(String.format(
                        Locale.ROOT, " %9s", values.length == 0 ? "-" : shortly(Flatness.median(values))));
            }
            out.println(row);
        }
        out.println();
    }

    private static String shortly(double value) {
        return value >= 1 << 20
                ? String.format(Locale.ROOT, "%.1fM", value / (1 << 20))
                : String.format(Locale.ROOT, "%.0f", value);
    }

    /** Writes {@code soak.csv}, a line for each point, and {@code soak.json}. */
    void write(Path directory) throws IOException {
        List<String> csv = new ArrayList<>(List.of("relay,name,seconds,value"));
        addTo(csv, "one", outcome.one());
        addTo(csv, "two", outcome.two());
        Files.write(directory.resolve("soak.csv"), csv);
        Files.writeString(directory.resolve("soak.json"), json());
    }

    private void addTo(List<String> csv, String relay, Sampler seen) {
        for (Gauge each : Gauge.of(outcome.plan(), 0)) {
            seen.curve(each.name())
                    .points()
                    .forEach(point -> csv.add(String.format(
                            Locale.ROOT, "%s,%s,%.1f,%.0f", relay, each.name(), point.seconds(), point.value())));
        }
    }

    String json() throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ok", isClean());
        all.put("minutes", outcome.plan().length().toSeconds() / 60.0);
        all.put("per_second", outcome.plan().perSecond());
        all.put("cuts", outcome.cuts());
        all.put("sums", outcome.books().sums());
        all.put("complaints", outcome.books().complaints());
        all.put("judgement", lines);
        return OperatorJson.mapper().writeValueAsString(all);
    }
}
