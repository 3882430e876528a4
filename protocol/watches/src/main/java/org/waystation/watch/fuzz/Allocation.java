package org.waystation.watch.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What the calling thread has ever allocated, where the virtual machine counts it. */
final class Allocation {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** In bytes; 0 each time where it is not counted. */
    static long ofThisThread() {
        return THREADS instanceof com.sun.management.ThreadMXBean counting
                ? counting.getCurrentThreadAllocatedBytes()
                : 0;
    }
}
