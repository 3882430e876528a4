/** Simulated machines that run the real relay: its deciding core, with a disk, threads and connections that can fail. */
@NullMarked
package org.waystation.ops.simulation.relays;

import org.jspecify.annotations.NullMarked;
