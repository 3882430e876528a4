package org.waystation.ops.powercut;

import org.waystation.protocol.id.Bytes;

/** What a program did to the files of its directory, or said, in the order in which its calls came back. */
sealed interface Change {
    /** A new file, empty, or a new directory. */
    record Made(String path, boolean directory) implements Change {}

    record Renamed(String from, String to) implements Change {}

    /** A second name for a file. */
    record Linked(String from, String to) implements Change {}

    record Removed(String path) implements Change {}

    /** @param file counts the files and directories that were opened or made, so that a name which changes does not matter */
    record Wrote(int file, long offset, Bytes bytes) implements Change {}

    record Resized(int file, long length) implements Change {}

    /**
     * What was done to this file, or to the names in this directory, is on the disk.
     *
     * @param before of that, what was done before this change: a call that came back while the sync was under way may have missed it
     */
    record Synced(int file, int before) implements Change {}

    /** The program said to whoever started it that this is done. */
    record Said(int number) implements Change {}
}
