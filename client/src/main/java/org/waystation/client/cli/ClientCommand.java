package org.waystation.client.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import picocli.CommandLine.ParentCommand;

/** A command below {@code waystation}. */
abstract class ClientCommand implements Callable<Integer> {
    @ParentCommand
    private @Nullable ClientCommands root;

    abstract ExitCode run(Desk desk);

    @Override
    public final Integer call() {
        return run(Objects.requireNonNull(root).desk()).number();
    }
}
