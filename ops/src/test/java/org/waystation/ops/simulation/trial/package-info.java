/**
 * What goes into a simulated world and what comes out of it: values only, shared by the world and by whoever starts it,
 * although the two may be loaded by different class loaders.
 */
@NullMarked
package org.waystation.ops.simulation.trial;

import org.jspecify.annotations.NullMarked;
