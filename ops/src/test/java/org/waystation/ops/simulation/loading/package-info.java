/**
 * Loads the classes of the project anew, for one simulated world: as they are, with fast cryptography that is none, or with
 * a mistake put in on purpose, so that one can see whether the simulation notices. Nothing of it touches production code.
 */
@NullMarked
package org.waystation.ops.simulation.loading;

import org.jspecify.annotations.NullMarked;
