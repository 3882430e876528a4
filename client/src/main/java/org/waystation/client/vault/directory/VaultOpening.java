package org.waystation.client.vault.directory;

import java.time.Duration;
import org.waystation.client.vault.Vault;
import org.waystation.client.vault.VaultFailure;
import org.waystation.client.vault.sqlite.Tampering;

/** What came of opening a vault. A broken file or disk is a {@link VaultFailure} instead. */
public sealed interface VaultOpening {
    /** It is open and locked for this process until it is closed. */
    record Opened(Vault vault) implements VaultOpening {}

    /** {@code pause}: how long the next try has to wait; often zero. */
    record WrongPassphrase(Duration pause) implements VaultOpening {}

    /** After too many wrong passphrases; this one was not even looked at. {@code left} is positive. */
    record CoolingDown(Duration left) implements VaultOpening {}

    /** Another process, or another part of this one, has it open. */
    record OpenElsewhere() implements VaultOpening {}

    /** There is none in this directory. */
    record Missing() implements VaultOpening {}

    /** There are sealed rows, but the key file is gone: nobody can open them any more. */
    record Destroyed() implements VaultOpening {}

    /** The passphrase was right, but the files are not as this program left them. Nothing of them was used. */
    record Tampered(Tampering what) implements VaultOpening {}

    /** The passphrase was right, but the rows are an older copy of this vault's. Nothing of them was used. */
    record RolledBack() implements VaultOpening {}
}
