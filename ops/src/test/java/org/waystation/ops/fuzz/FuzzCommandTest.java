package org.waystation.ops.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the command says of words that it cannot use. */
final class FuzzCommandTest {
    @Test
    void aTargetThatIsNoDecodersBeginningIsNamedEvenBesideOneThatIs() {
        // Given
        List<String> said = new ArrayList<>();
        CommandLine line = new CommandLine(new FuzzCommand()).setParameterExceptionHandler((wrong, words) -> {
            said.add(String.valueOf(wrong.getMessage()));
            return 2;
        });

        // When
        int exit = line.execute("--list", "--target", "ops,nosuch");

        // Then
        assertEquals(2, exit);
        assertEquals(List.of("there is no decoder that begins with 'nosuch'; see --list"), said);
    }
}
