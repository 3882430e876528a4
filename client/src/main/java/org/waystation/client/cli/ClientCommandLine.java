package org.waystation.client.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.waystation.client.cli.desk.GlobalOptions;
import org.waystation.client.cli.desk.Surroundings;
import org.waystation.protocol.crypto.PassphraseKey;

/** The entry of the client's program. */
public final class ClientCommandLine {
    private ClientCommandLine() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).contains(GlobalOptions.DEBUG)) {
            System.setProperty(LogConfigurator.LEVEL, "DEBUG");
        }
        Surroundings around = new Surroundings(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                System.in,
                Optional.ofNullable(System.console()).map(ClientCommandLine::person),
                System.getenv(),
                PassphraseKey.Cost.INTERACTIVE,
                Clock.systemUTC());
        int exit = ClientCommands.line(around).execute(arguments);
        around.out().flush();
        around.err().flush();
        System.exit(exit);
    }

    /** UTF-8 whatever the locale says, as messages are. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8));
    }

    private static Surroundings.Person person(Console console) {
        return new Surroundings.Person() {
            @Override
            public Optional<char[]> askSecret(String question) {
                return Optional.ofNullable(console.readPassword("%s", question));
            }

            @Override
            public Optional<String> ask(String question) {
                return Optional.ofNullable(console.readLine("%s", question));
            }
        };
    }
}
