package org.waystation.client.cli.open;

import java.time.Clock;
import org.waystation.client.idle.IdleLock;
import org.waystation.client.idle.LockAfter;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option of commands that stay open. */
public final class LockOption {
    @Option(
            names = "--lock-after",
            paramLabel = "TIME",
            defaultValue = "15m",
            converter = FromText.class,
            description =
                    "Lock when nobody has pressed a key for so long: 90s, 15m, 1h, or never. Locked, it asks for the"
                            + " passphrase; without a terminal it ends. Default: 15m")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LockAfter after;

    public IdleLock lock(Clock clock) {
        return new IdleLock(after, clock);
    }

    static final class FromText implements ITypeConverter<LockAfter> {
        @Override
        public LockAfter convert(String text) {
            try {
                return LockAfter.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
