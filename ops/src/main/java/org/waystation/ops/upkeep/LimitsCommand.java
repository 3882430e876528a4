package org.waystation.ops.upkeep;

import java.util.List;
import java.util.concurrent.Callable;
import org.waystation.ops.config.LimitsConfig;
import org.waystation.ops.config.Quantity;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.Surroundings;
import org.waystation.relay.DiskBound;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "limits",
        description = "Say how large the relay's store can grow under the limits in relay.toml, however it is used.")
public final class LimitsCommand implements Callable<Integer> {
    @Option(names = "--members", paramLabel = "N", description = "How many members (default: ${DEFAULT-VALUE}).")
    private int members = 50;

    @Option(names = "--partners", paramLabel = "N", description = "How many partners (default: ${DEFAULT-VALUE}).")
    private int partners = 5;

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "How many messages come and go each day (default: ${DEFAULT-VALUE}).")
    private int messages = 5_000;

    @Option(
            names = "--strangers",
            paramLabel = "N",
            description = "How many strangers ask to become contacts each day (default: ${DEFAULT-VALUE}).")
    private int strangers = 50;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;

    public LimitsCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        LimitsConfig limits = common.directory(around).config().limits();
        DiskBound bound = DiskBound.of(limits.toRelayLimits());
        long total = bound.total(members, partners, messages, strangers);
        common.answer(
                around,
                new Told(bound, total, limits.minFreeDiskBytes()),
                () -> lines(limits, bound, total).forEach(around.out()::println));
        return ExitCode.OK.number();
    }

    private List<String> lines(LimitsConfig limits, DiskBound bound, long total) {
        return List.of(
                "a mailbox that is full: " + Quantity.roughly(bound.mailbox()),
                "a member with all " + limits.maxMemberMailboxes() + " mailboxes full: "
                        + Quantity.roughly(bound.member()),
                "a partner that is away until the outbox is full: " + Quantity.roughly(bound.partner()),
                "each message a day leaves behind: " + Quantity.roughly(bound.dailyMessage()),
                "each stranger a day leaves behind: " + Quantity.roughly(bound.dailyIntroduction()),
                "logs: " + Quantity.roughly(bound.fixed()),
                "in all, with " + count(members, "member") + ", " + count(partners, "partner") + ", "
                        + count(messages, "message") + " and " + count(strangers, "stranger") + " a day: at most "
                        + Quantity.roughly(total),
                "Whatever that sum is, the relay takes nothing new while less than "
                        + Quantity.roughly(limits.minFreeDiskBytes()) + " of its disk is free.");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private record Told(DiskBound bytes, long total, long minFreeDiskBytes) {}
}
