/**
 * The load: messages sealed beforehand, senders and recipients that carry them on one event loop by default, and the tally
 * of what has become of each.
 */
@NullMarked
package org.waystation.ops.bench.load;

import org.jspecify.annotations.NullMarked;
