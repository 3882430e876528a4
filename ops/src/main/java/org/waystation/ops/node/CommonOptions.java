package org.waystation.ops.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.Optional;
import org.waystation.ops.admin.OperatorJson;
import picocli.CommandLine.Option;

/** The options that every command of a relay has. */
public final class CommonOptions {
    public static final String JSON = "--json";
    public static final String DEBUG = "--debug";

    private static final String DIRECTORY_VARIABLE = "WAYSTATION_RELAY_DIR";
    private static final Path USUAL_DIRECTORY = Path.of("waystation-relay");

    @Option(
            names = {"-d", "--dir"},
            paramLabel = "DIR",
            description = "Directory of the relay, with relay.toml in it (default: $" + DIRECTORY_VARIABLE
                    + ", else ./waystation-relay).")
    private Optional<Path> directory = Optional.empty();

    @Option(names = JSON, description = "Answer in JSON.")
    private boolean json;

    @Option(names = DEBUG, description = "Show where in the program a failure happened.")
    @SuppressWarnings("UnusedVariable") // Failures asks the parse result.
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Explain this command.")
    @SuppressWarnings("UnusedVariable") // Read by picocli.
    private boolean help;

    public Path root(Surroundings around) {
        return directory.orElseGet(
                () -> Optional.ofNullable(around.environment().get(DIRECTORY_VARIABLE))
                        .map(Path::of)
                        .orElse(USUAL_DIRECTORY));
    }

    public RelayDirectory directory(Surroundings around) {
        return RelayDirectory.open(root(around));
    }

    public boolean json() {
        return json;
    }

    /** Answers with the data as JSON, or lets {@code inWords} print it. */
    public void answer(Surroundings around, Object data, Runnable inWords) {
        if (json) {
            around.out().println(toJson(data));
        } else {
            inWords.run();
        }
        around.out().flush();
        around.err().flush();
    }

    public static String toJson(Object data) {
        try {
            return OperatorJson.mapper().writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is not JSON", e);
        }
    }
}
