package org.waystation.client.cli.open;

import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.waystation.client.ClientOpening;
import org.waystation.client.WaystationClient;
import org.waystation.client.cli.desk.CommandFailure;
import org.waystation.client.cli.desk.Desk;
import org.waystation.client.cli.desk.ExitCode;
import org.waystation.client.vault.directory.Passphrase;
import org.waystation.client.vault.directory.VaultOpening;

/** Asks for the passphrase again after a lock, as often as it takes. */
public final class Unlocking {
    private Unlocking() {}

    /**
     * Always asks the person, even where a file with the passphrase was given at the start.
     *
     * @param ask what was typed; empty if the person gave up
     * @param lock what was said when it locked
     * @throws CommandFailure if the person gives up, or the vault does not open for another reason than the passphrase
     */
    public static WaystationClient unlock(
            Desk desk, Function<String, Optional<char[]>> ask, Consumer<String> tell, String lock) {
        while (true) {
            char[] typed = ask.apply("Passphrase to go on: ").orElseThrow(() -> left(lock));
            Passphrase passphrase = Passphrase.of(CharBuffer.wrap(typed));
            Arrays.fill(typed, '\0');
            ClientOpening opening = desk.openBy(passphrase);
            if (opening instanceof ClientOpening.Opened it) {
                return it.client();
            }
            VaultOpening why = ((ClientOpening.Closed) opening).why();
            CommandFailure failure = desk.closed(why);
            if (!(why instanceof VaultOpening.WrongPassphrase) && !(why instanceof VaultOpening.CoolingDown)) {
                throw failure;
            }
            tell.accept(failure.line());
        }
    }

    /** The end of a command that has locked and that nobody unlocks. */
    public static CommandFailure left(String lock) {
        return new CommandFailure(ExitCode.USER, "locked", lock + " Start it again to go on.");
    }
}
