package org.waystation.ops.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The end: what is on the disks, and the table. */
final class Verdict {
    private static final double BYTES_PER_KIB = 1_024;

    private final Scene scene;

    Verdict(Scene scene) {
        this.scene = scene;
    }

    /** Looks through every file of both relays. */
    static DiskSearch.Result search(Scene scene, String when) throws IOException {
        KeyHunt hunt = new KeyHunt(scene.evidence().fingerprints());
        DiskSearch.Result found = searchBoth(scene, scene.evidence().needles())
                .plus(new DiskSearch.Result(0, 0, hunt.in(scene.one().directory())))
                .plus(new DiskSearch.Result(0, 0, hunt.in(scene.two().directory())));
        String hits = found.hits().stream()
                .map(DiskSearch.Hit::toString)
                .distinct()
                .limit(5)
                .collect(Collectors.joining("; "));
        scene.claims()
                .check(
                        "no message, name or key of theirs is in any file of a relay, " + when,
                        found.hits().isEmpty(),
                        found.hits().size() + " found: " + hits);
        // A search that can find nothing would prove nothing.
        Needle control = Needle.ofBytes("the relay's name", scene.two().name().getBytes(StandardCharsets.UTF_8));
        DiskSearch.Result controlled = searchBoth(scene, List.of(control));
        scene.claims()
                .check(
                        "the same search does find what is there (the name two.example)",
                        !controlled.hits().isEmpty(),
                        "it found nothing");
        scene.story()
                .tell("searched " + found.files() + " files, " + kib(found.bytes()) + " KiB, for "
                        + scene.evidence().needles().size() + " things, plain, hexadecimal, Base64 and UTF-16");
        return found;
    }

    private static DiskSearch.Result searchBoth(Scene scene, List<Needle> needles) throws IOException {
        DiskSearch search = new DiskSearch(needles);
        return search.in(scene.one().directory()).plus(search.in(scene.two().directory()));
    }

    /** Searches once more and prints the table. */
    DiskSearch.Result play() throws IOException {
        scene.story().step("What is left on the relays' disks");
        return search(scene, "at the end");
    }

    void table(DiskSearch.Result search) {
        Story story = scene.story();
        Tally.Counts bojan = scene.toBojan().counts();
        Tally.Counts ana = scene.toAna().counts();
        Tally.Counts all = bojan.plus(ana);
        story.print("");
        story.print("  messages          sent  delivered  lost  duplicated  in order");
        story.print(row("Ana to Bojan", bojan));
        story.print(row("Bojan to Ana", ana));
        story.print(row("together", all));
        story.print("");
        story.print("  on disk at the fullest moment   held for members  waiting for partner        KiB");
        scene.evidence()
                .disks()
                .forEach((relay, disk) -> story.print(String.format(
                        Locale.ROOT,
                        "  %-30s %17d  %19d  %9.1f",
                        relay,
                        disk.envelopes(),
                        disk.waiting(),
                        disk.bytes() / BYTES_PER_KIB)));
        story.print("");
        story.print(String.format(
                Locale.ROOT,
                "  search of every relay file for texts, names and keys: %d files, %.1f KiB, %d found",
                search.files(),
                search.bytes() / BYTES_PER_KIB,
                search.hits().size()));
        if (scene.letters().skipped() + scene.evidence().tooShort() > 0) {
            story.print("  (" + scene.letters().skipped() + " lines could not be sent; "
                    + scene.evidence().tooShort() + " texts are too short to be searched for)");
        }
    }

    private static String row(String who, Tally.Counts counts) {
        return String.format(
                Locale.ROOT,
                "  %-16s %5d  %9d  %4d  %10d  %s",
                who,
                counts.sent(),
                counts.delivered(),
                counts.lost(),
                counts.duplicated(),
                counts.inOrder() ? "yes" : "NO");
    }

    private static String kib(long bytes) {
        return String.format(Locale.ROOT, "%.0f", bytes / BYTES_PER_KIB);
    }
}
