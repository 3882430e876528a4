package org.waystation.ops.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.RelayFiles;
import org.waystation.ops.node.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "new", description = "Make a voucher that lets one person become a member of this relay.")
final class VoucherNewCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 366;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Days until the voucher can no longer be used (default: ${DEFAULT-VALUE}).")
    private int days = 7;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;
    private final RelayFiles files;

    VoucherNewCommand(Surroundings around, RelayFiles files) {
        this.around = around;
        this.files = files;
    }

    @Override
    public Integer call() {
        if (days < 1 || days > MOST_DAYS) {
            throw new CommandFailure(ExitCode.USAGE, "--days is " + days + "; it must be from 1 to " + MOST_DAYS);
        }
        RelayFiles.VoucherLine voucher = files.newVoucher(common.directory(around), Duration.ofDays(days));
        common.answer(around, new Made(voucher.text(), voucher.expiresAt().toString()), () -> {
            around.out().println(voucher.text());
            around.err()
                    .println("For one person, until " + voucher.expiresAt()
                            + ". Whoever has it can join: hand it over by a way that nobody else reads.");
        });
        return ExitCode.OK.number();
    }

    private record Made(String voucher, String expiresAt) {}
}
