package org.waystation.ops.simulation.relays;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** The newest copies of a disk. An operator may have to take an older one. */
final class Backups {
    /** A whole day's. */
    static final int KEPT = 4;

    private final FragileDisk disk;
    private final Deque<FragileDisk.Backup> newestFirst = new ArrayDeque<>();

    Backups(FragileDisk disk) {
        this.disk = disk;
    }

    boolean isEmpty() {
        return newestFirst.isEmpty();
    }

    void take() {
        newestFirst.addFirst(disk.backup());
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
    }

    /** Puts a copy back; {@code age}: 0 for the newest. The oldest, if there are not so many; there must be one. */
    void putBack(int age) {
        Iterator<FragileDisk.Backup> copies = newestFirst.iterator();
        FragileDisk.Backup copy = copies.next();
        for (int older = age; older > 0 && copies.hasNext(); older--) {
            copy = copies.next();
        }
        disk.restore(copy);
    }
}
