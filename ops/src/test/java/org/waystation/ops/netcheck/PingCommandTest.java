package org.waystation.ops.netcheck;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.ops.node.CommandFailure;

/** What the command makes of an answer. */
class PingCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"partner\":\"a\",\"fingerprint\":\"\",\"trouble\":\"\"}"})
    void anAnswerThatLacksWhatIsToBeShownIsNotUnderstood(String json) {
        assertThrows(CommandFailure.class, () -> PingCommand.parse(json));
    }
}
