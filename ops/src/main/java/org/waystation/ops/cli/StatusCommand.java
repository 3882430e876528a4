package org.waystation.ops.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.admin.AdminClient;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.StatusPage;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description =
                "Show how the running relay is. Ends with 0 if it is ready, 1 if it is not, 3 if it does not run.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;

    StatusCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        RelayDirectory directory = common.directory(around);
        StatusPage page = parse(fetch(directory));
        common.answer(around, page, () -> StatusWords.lines(page).forEach(around.out()::println));
        return (page.ready() ? ExitCode.OK : ExitCode.USER).number();
    }

    private static String fetch(RelayDirectory directory) {
        try {
            return AdminClient.of(directory.data())
                    .orElseThrow(() -> notRunning(directory, null))
                    .get("/status.json");
        } catch (IOException e) {
            throw notRunning(directory, e);
        }
    }

    static StatusPage parse(String json) {
        try {
            return OperatorJson.read(
                    OperatorJson.mapper()
                            .rebuild()
                            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                            .build(),
                    json,
                    StatusPage.class);
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    ExitCode.NETWORK, "the relay's answer was not understood; is it of another version?", e);
        }
    }

    private static CommandFailure notRunning(RelayDirectory directory, @Nullable Throwable cause) {
        String line = directory.config().name() + " does not run here. Start it with: waystation relay run --dir "
                + directory.root();
        return cause == null
                ? new CommandFailure(ExitCode.NETWORK, line)
                : new CommandFailure(ExitCode.NETWORK, line, cause);
    }
}
