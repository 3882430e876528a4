package org.waystation.ops.simulation.loading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waystation.ops.simulation.trial.Promise;

class DeliberateBugTest {

    @ParameterizedTest
    @EnumSource
    void everyBugHasItsPlaceInTheSourceAndCompiles(DeliberateBug bug) throws IOException {
        // Given
        String source = Files.readString(Checkout.root().resolve(bug.source()));

        // When
        String changed = bug.applyTo(source);
        Map<String, byte[]> classes = MutantCompiler.compile(bug);

        // Then
        assertFalse(source.equals(changed));
        assertTrue(classes.containsKey(className(bug)));
        assertTrue(classes.keySet().stream()
                .allMatch(each -> each.equals(className(bug)) || each.startsWith(className(bug) + "$")));
    }

    @Test
    void betweenThemTheBugsBreakEveryPromiseButOne() {
        // When
        Set<Promise> broken = EnumSet.noneOf(Promise.class);
        for (DeliberateBug each : DeliberateBug.values()) {
            broken.addAll(each.breaks());
        }

        // Then
        // Nothing shows another text than was written, short of breaking the cryptography.
        assertEquals(EnumSet.complementOf(EnumSet.of(Promise.SHOWN_AS_WRITTEN)), broken);
    }

    @Test
    void innerClassesAreCompiledToo() {
        // When
        Set<String> classes =
                MutantCompiler.compile(DeliberateBug.LOSING_LINK_USED).keySet();

        // Then
        assertTrue(classes.contains("org.waystation.relay.LinkDesk$Listener"));
    }

    @Test
    void aTextThatIsGoneOrThereTwiceIsNoPlaceForABug() {
        // Given
        DeliberateBug bug = DeliberateBug.ACKNOWLEDGE_BEFORE_SYNC;

        // When
        String once = bug.applyTo("batch.commit();");

        // Then
        assertThrows(IllegalStateException.class, () -> bug.applyTo(once.repeat(2)));
        assertThrows(IllegalStateException.class, () -> bug.applyTo("nothing"));
    }

    @Test
    void noTwoBugsAreTheSame() {
        assertEquals(
                DeliberateBug.values().length,
                Arrays.stream(DeliberateBug.values())
                        .map(DeliberateBug::what)
                        .collect(Collectors.toSet())
                        .size());
    }

    private static String className(DeliberateBug bug) {
        String path = bug.source().substring(bug.source().indexOf("org/waystation/"));
        return path.substring(0, path.length() - ".java".length()).replace('/', '.');
    }
}
