package org.waystation.ops.partners;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.PartnerFiles;
import org.waystation.ops.node.PartnerFiles.PartnerChange;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One way to change how it stands with a partner; a command for each. */
@Command
public final class PartnerChangeCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PARTNER",
            description = "Name of the partner, or its fingerprint in quotes. To deny: its card will do.")
    private String partner = "";

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final PartnerFiles files;
    private final PartnerChange change;

    private PartnerChangeCommand(Surroundings around, PartnerFiles files, PartnerChange change) {
        this.around = around;
        this.files = files;
        this.change = change;
    }

    /** Adds a command for each change below {@code partners}. */
    public static CommandLine addAll(CommandLine partners, Surroundings around, PartnerFiles files) {
        for (PartnerChange change : PartnerChange.values()) {
            CommandLine command = new CommandLine(new PartnerChangeCommand(around, files, change));
            command.getCommandSpec().usageMessage().description(description(change));
            partners.addSubcommand(word(change), command);
        }
        return partners;
    }

    @Override
    public Integer call() {
        String name = files.change(common.directory(around), partner, change);
        common.answer(
                around, new Changed(name, word(change)), () -> around.out().println(name + ": " + result(change)));
        return ExitCode.OK.number();
    }

    private static String word(PartnerChange change) {
        return change.name().toLowerCase(Locale.ROOT);
    }

    private static String description(PartnerChange change) {
        return switch (change) {
            case SUSPEND -> "Stop all messages to and from a partner for now. What is for it waits, until it expires.";
            case QUARANTINE ->
                "As suspend, because the partner's relay may be in other hands: members who write there are told so.";
            case RESUME -> "End suspend or quarantine.";
            case REMOVE -> "Federate with a partner no longer. It can be added again.";
            case DENY -> "Federate with a relay never again, whoever adds it.";
            case ALLOW -> "End deny; the relay can be added again. Takes the fingerprint.";
        };
    }

    private static String result(PartnerChange change) {
        return switch (change) {
            case SUSPEND -> "suspended. Nothing goes either way within seconds; what is for it waits until it expires";
            case QUARANTINE ->
                "quarantined. Nothing goes either way within seconds; members who write there are told. If its key is in"
                        + " other hands, have a new card confirmed and add it with --replaces";
            case RESUME -> "active again";
            case REMOVE -> "removed. What waits for it goes nowhere unless it is added again before it expires";
            case DENY -> "denied. 'waystation relay partner allow' takes that back";
            case ALLOW -> "no longer denied; add it with its card to federate with it";
        };
    }

    private record Changed(String partner, String change) {}
}
