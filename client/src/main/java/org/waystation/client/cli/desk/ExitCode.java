package org.waystation.client.cli.desk;

/** How every command ends, for scripts. */
public enum ExitCode {
    OK(0),
    /** Something that whoever typed the command can put right. */
    USER(1),
    /** The command was not understood, or something went wrong that should not. */
    USAGE(2),
    /** The relay or the network does not answer, or does not do what was asked. */
    NETWORK(3),
    /** Refused, because a key or a signature is not the one expected. */
    TRUST(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
