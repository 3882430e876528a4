package org.waystation.ops.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.admin.AdminAddress;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.config.HostPort;
import org.waystation.ops.node.CommandFailure;
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
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 1 << 20;

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
            HostPort address = AdminAddress.in(directory.data()).read().orElseThrow(() -> notRunning(directory, null));
            return get(address);
        } catch (IOException e) {
            throw notRunning(directory, e);
        }
    }

    private static String get(HostPort address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + address + "/status.json").toURL().openConnection();
        connection.setConnectTimeout(Math.toIntExact(PATIENCE.toMillis()));
        connection.setReadTimeout(Math.toIntExact(PATIENCE.toMillis()));
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    private static StatusPage parse(String json) {
        try {
            return OperatorJson.mapper()
                    .rebuild()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(json, StatusPage.class);
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
