package org.waystation.client.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.frame.ToRelay;
import org.waystation.protocol.limits.SizeClass;

/** What the carrying relay sees of a conversation is one of a few sizes, whatever is said and whatever keys are changed. */
final class ShapeTest {
    private static final int TEXTS = 150;

    private final World world = new World();

    @Test
    void everythingThatIsSubmittedHasTheSizeOfAClassAndMostOfItTheSmallest() {
        // Given
        world.acquainted();
        int before = world.one.taken.size();
        Random random = new Random(1);
        // When: so many that the keys are renewed more than once.
        for (int i = 0; i < TEXTS; i++) {
            world.ana.send("bojan", "x".repeat(1 + random.nextInt(800)));
            world.bojan.send("ana", "y".repeat(1 + random.nextInt(800)));
            world.run();
            world.ana.read();
            world.bojan.read();
            world.run();
        }
        // Then
        Map<SizeClass, Integer> seen = new TreeMap<>();
        for (ToRelay.Submit each : world.one.taken) {
            int bytes = each.request().size();
            seen.merge(
                    SizeClass.ofRequest(bytes).orElseThrow(() -> new AssertionError(bytes + " bytes are no class")),
                    1,
                    Integer::sum);
        }
        assertTrue(seen.get(SizeClass.SMALL) >= TEXTS, "" + seen);
        assertEquals(
                List.of(SizeClass.SMALL),
                classes(world.one.taken.subList(before, world.one.taken.size())),
                "a rekey makes no message larger");
    }

    @Test
    void aTextOfAsManyBytesAsTheDocumentSaysStillFitsTheSmallestClass() {
        // Given
        world.acquainted();
        int before = world.one.taken.size();
        // When
        world.ana.send("bojan", "x".repeat(900));
        world.run();
        world.ana.send("bojan", "x".repeat(930));
        world.run();
        // Then
        assertEquals(
                List.of(SizeClass.SMALL, SizeClass.MEDIUM),
                classes(world.one.taken.subList(before, world.one.taken.size())));
    }

    private static List<SizeClass> classes(List<ToRelay.Submit> submissions) {
        List<SizeClass> classes = new ArrayList<>();
        submissions.stream()
                .map(each -> SizeClass.ofRequest(each.request().size()).orElseThrow())
                .distinct()
                .forEach(classes::add);
        return classes;
    }
}
