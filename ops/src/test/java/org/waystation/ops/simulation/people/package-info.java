/** Simulated people with the real client: its messenger, a vault that can fail, a device that can die, and habits. */
@NullMarked
package org.waystation.ops.simulation.people;

import org.jspecify.annotations.NullMarked;
