package org.waystation.ops.cli;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.waystation.ops.node.CommandFailure;

/** What the command makes of an answer. */
class StatusCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"name\":\"a\",\"problems\":[],\"partners\":[]}",
                "{\"partners\":[null]}"
            })
    void anAnswerThatLacksWhatIsToBeShownIsNotUnderstood(String json) {
        assertThrows(CommandFailure.class, () -> StatusCommand.parse(json));
    }
}
