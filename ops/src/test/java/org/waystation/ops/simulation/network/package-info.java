/**
 * A simulated network that carries bytes over connections as TCP under TLS does: in order and unharmed, or not at all. What
 * damages a connection ends it, and what is lost is lost with everything after it.
 */
@NullMarked
package org.waystation.ops.simulation.network;

import org.jspecify.annotations.NullMarked;
