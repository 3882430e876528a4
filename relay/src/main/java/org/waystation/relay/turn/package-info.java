/**
 * Turns: the one thread that reads and writes the store, and on which everything durable is decided. Many tasks, one synced
 * commit, then everything that waited for it.
 */
@NullMarked
package org.waystation.relay.turn;

import org.jspecify.annotations.NullMarked;
