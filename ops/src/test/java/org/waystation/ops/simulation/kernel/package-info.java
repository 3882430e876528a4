/** Simulated time, threads and chance: what every other part of a simulated world stands on. One real thread in all. */
@NullMarked
package org.waystation.ops.simulation.kernel;

import org.jspecify.annotations.NullMarked;
