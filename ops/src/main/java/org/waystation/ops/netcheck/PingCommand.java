package org.waystation.ops.netcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.waystation.ops.admin.AdminClient;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.admin.Orders;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.CommonOptions;
import org.waystation.ops.node.ExitCode;
import org.waystation.ops.node.PingPage;
import org.waystation.ops.node.RelayDirectory;
import org.waystation.ops.node.Surroundings;
import org.waystation.protocol.frame.FaultNumber;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "ping",
        description = {
            "Have the running relay send an encrypted canary to a partner, as a message goes, and wait up to 30 s for the"
                    + " partner's answer. Leaves nothing at either.",
            "Ends with 0 if it came, 1 if something here is wrong, 3 if none came or the relay does not run, 4 if somebody"
                    + " else answered."
        })
public final class PingCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PARTNER", description = "The partner's name, or its fingerprint in quotes.")
    private String partner = "";

    @Mixin
    private final CommonOptions common = new CommonOptions();

    private final Surroundings around;

    public PingCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        PingPage page = parse(order(common.directory(around)));
        PingWords words = PingWords.of(page);
        common.answer(around, Told.of(page, words), () -> print(page, words));
        return words.exit().number();
    }

    private String order(RelayDirectory directory) {
        try {
            return AdminClient.of(directory.data())
                    .orElseThrow(() -> new ConnectException("no relay runs here"))
                    .order(Orders.PING, partner);
        } catch (ConnectException e) {
            throw new CommandFailure(
                    ExitCode.NETWORK,
                    directory.config().name() + " does not run here. Start it with: waystation relay run --dir "
                            + directory.root() + ", or look at the ways to partners with: waystation relay netcheck",
                    e);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NETWORK, "the relay runs, and did not ping: " + e.getMessage() + ". Try again", e);
        }
    }

    static PingPage parse(String json) {
        try {
            return OperatorJson.read(OperatorJson.mapper(), json, PingPage.class);
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    ExitCode.NETWORK, "the relay's answer was not understood; is it of another version?", e);
        }
    }

    private void print(PingPage page, PingWords words) {
        around.out().println((words.exit() == ExitCode.OK ? "" : "NO: ") + words.words());
        if (!words.remedy().isEmpty()) {
            around.out().println("→ " + words.remedy());
        }
        Optional.ofNullable(page.skewSeconds())
                .map(Duration::ofSeconds)
                .ifPresent(skew -> around.out()
                        .println("its clock was " + Skew.words(skew) + " this relay's when the link began; "
                                + waiting(page.waitingBefore())));
    }

    private static String waiting(long before) {
        return before == 0 ? "nothing waited before the ping" : before + " messages waited before the ping";
    }

    /** @param fault the code's name; none if the ping ended without one */
    private record Told(
            boolean well,
            String partner,
            String fingerprint,
            String code,
            @Nullable String fault,
            String words,
            String remedy,
            @Nullable Long roundTripMillis,
            boolean linked,
            @Nullable Long skewSeconds,
            long waitingBefore) {

        static Told of(PingPage page, PingWords words) {
            return new Told(
                    words.exit() == ExitCode.OK,
                    page.partner(),
                    page.fingerprint(),
                    page.end().name().toLowerCase(Locale.ROOT),
                    fault(page.fault()),
                    words.words(),
                    words.remedy(),
                    words.exit() == ExitCode.OK ? page.roundTripMillis() : null,
                    page.linked(),
                    page.skewSeconds(),
                    page.waitingBefore());
        }

        private static @Nullable String fault(int number) {
            if (number == 0) {
                return null;
            }
            return new FaultNumber(number).code().map(Enum::name).orElse("FAULT_" + number);
        }
    }
}
