package org.waystation.client.cli.desk;

import java.nio.file.Path;
import org.waystation.client.idle.TimeInWords;
import org.waystation.client.vault.directory.VaultOpening;

/** Why a vault did not open, in one line, with what to do next. */
final class ClosedVault {
    private static final String START_ANEW =
            " Put the newest copy back if you have one; or else destroy what is here (waystation clear) and join again.";

    private static final String LAST_COPY =
            " Put back the copy that was made at the last use; with an older one texts get lost. Without it destroy what is"
                    + " here (waystation clear) and join again.";

    private ClosedVault() {}

    /** {@code why}: anything but {@link VaultOpening.Opened}. */
    static CommandFailure failure(VaultOpening why, Path directory) {
        if (why instanceof VaultOpening.WrongPassphrase wrong) {
            return user("wrong_passphrase", "The passphrase is wrong. Nothing was opened; try again" + after(wrong));
        }
        if (why instanceof VaultOpening.CoolingDown cooling) {
            return user(
                    "cooling_down",
                    "Too many wrong passphrases. This one was not looked at; try again in "
                            + TimeInWords.atMost(cooling.left()) + ".");
        }
        if (why instanceof VaultOpening.OpenElsewhere) {
            return user(
                    "vault_open_elsewhere",
                    "This vault is open in another terminal. Close the program there, then try again.");
        }
        if (why instanceof VaultOpening.Destroyed) {
            return user(
                    "vault_destroyed",
                    "The key of this vault (vault.key) is gone, so nobody can open it any more."
                            + " Remove the rest (waystation clear), or choose another directory by --vault, and join again.");
        }
        if (why instanceof VaultOpening.Tampered tampered) {
            return distrusted("vault_changed", tampered.what().words() + ". Nothing of it was used." + START_ANEW);
        }
        if (why instanceof VaultOpening.RolledBack) {
            return distrusted(
                    "vault_rolled_back",
                    "vault.db is an older copy, not the one that was written last. Nothing of it was used, for old keys"
                            + " would be used twice." + LAST_COPY);
        }
        return user(
                "no_vault",
                "There is no vault in " + directory
                        + ". Join a relay first (waystation join <voucher>), or name the right one by --vault.");
    }

    private static String after(VaultOpening.WrongPassphrase wrong) {
        return wrong.pause().isZero() ? "." : " in " + TimeInWords.atMost(wrong.pause()) + ".";
    }

    private static CommandFailure user(String code, String line) {
        return new CommandFailure(ExitCode.USER, code, line);
    }

    private static CommandFailure distrusted(String code, String line) {
        return new CommandFailure(ExitCode.TRUST, code, line);
    }
}
