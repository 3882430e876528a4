/** Many simulated worlds one after the other, and what a person is told of them. Everything runs in the calling thread. */
@NullMarked
package org.waystation.ops.simulation.campaign;

import org.jspecify.annotations.NullMarked;
