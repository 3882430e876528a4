package org.waystation.ops.powercut;

import java.nio.file.Path;

/**
 * A program that writes to a directory of its own, one durable change after the other, and says the number of each once it is
 * done. Its {@code main} takes the directory, which is there and empty, and how many changes to make.
 */
interface Subject {
    /** What a program says of a change that is done, before its number. */
    String SAID = "done ";

    /** Nothing has been said yet. */
    int NOTHING = -1;

    Class<?> program();

    /**
     * Opens what is left of the directory, as the product does at its next start, and looks at all of it.
     *
     * @param said the newest number that was said before the power failed; {@link #NOTHING} if none was
     * @return the newest number that is there, {@link #NOTHING} if there is nothing
     * @throws Exception if it does not open, or is not whole
     */
    int newest(Path directory, int said) throws Exception;
}
