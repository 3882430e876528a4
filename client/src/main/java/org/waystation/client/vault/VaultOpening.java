package org.waystation.client.vault;

/** What came of opening a vault. A broken file or disk is a {@link VaultFailure} instead. */
public sealed interface VaultOpening {
    /** It is open and locked for this process until it is closed. */
    record Opened(Vault vault) implements VaultOpening {}

    record WrongPassphrase() implements VaultOpening {}

    /** Another process, or another part of this one, has it open. */
    record OpenElsewhere() implements VaultOpening {}

    /** There is none in this directory. */
    record Missing() implements VaultOpening {}

    /** There are sealed rows, but the key file is gone: nobody can open them any more. */
    record Destroyed() implements VaultOpening {}
}
