/** A world: relays and people, the faults that strike them, and the promises that must hold all the same. */
@NullMarked
package org.waystation.ops.simulation.world;

import org.jspecify.annotations.NullMarked;
