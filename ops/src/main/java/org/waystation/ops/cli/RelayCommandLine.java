package org.waystation.ops.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.waystation.ops.node.NodeFiles;
import org.waystation.ops.node.NodeKeys;
import org.waystation.ops.node.NodeRunner;
import org.waystation.ops.node.Surroundings;
import org.waystation.protocol.crypto.Entropy;

/** The entry of the node's program. */
public final class RelayCommandLine {
    private RelayCommandLine() {}

    public static void main(String[] args) {
        Surroundings around = new Surroundings(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Optional.ofNullable(System.console()).map(RelayCommandLine::person),
                System.getenv());
        Clock clock = Clock.systemUTC();
        Entropy entropy = Entropy.system();
        NodeKeys keys = new NodeKeys(around);
        int exit = RelayCommands.line(
                        around,
                        new NodeFiles(keys, clock, entropy),
                        new NodeRunner(keys, clock, entropy),
                        RelayCommandLine::onSignal)
                .execute(args);
        around.out().flush();
        System.exit(exit);
    }

    /** UTF-8 whatever the locale says, as messages and cards are. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    private static Surroundings.Person person(Console console) {
        return new Surroundings.Person() {
            @Override
            public String ask(String question) {
                String answer = console.readLine("%s", question);
                return answer == null ? "" : answer;
            }

            @Override
            public Optional<char[]> askSecret(String question) {
                return Optional.ofNullable(console.readPassword("%s", question));
            }
        };
    }

    /** The virtual machine ends by the signal after this; what it laid into the temporary directory goes with it. */
    private static void onSignal(Runnable task) {
        Runtime.getRuntime().addShutdownHook(new Thread(task, "stop"));
    }
}
