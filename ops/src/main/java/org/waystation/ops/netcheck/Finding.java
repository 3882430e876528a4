package org.waystation.ops.netcheck;

import org.waystation.ops.node.ExitCode;

/**
 * One thing that was looked at.
 *
 * @param what an endpoint, or the part of the relay that it is about
 * @param words what was found
 * @param remedy what to do next; empty if all is well
 * @param exit how the command ends if this is the worst that was found
 */
record Finding(Level level, String what, String words, String remedy, ExitCode exit) {

    static Finding ok(String what, String words) {
        return new Finding(Level.OK, what, words, "", ExitCode.OK);
    }

    static Finding warning(String what, String words, String remedy) {
        return new Finding(Level.WARNING, what, words, remedy, ExitCode.OK);
    }

    static Finding problem(String what, String words, String remedy, ExitCode exit) {
        return new Finding(Level.PROBLEM, what, words, remedy, exit);
    }

    /** The same as something that works nevertheless. */
    Finding softened() {
        return level == Level.PROBLEM ? warning(what, words, remedy) : this;
    }
}
