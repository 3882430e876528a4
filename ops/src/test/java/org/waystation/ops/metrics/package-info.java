/** What the relay counts, and under which names. */
@NullMarked
package org.waystation.ops.metrics;

import org.jspecify.annotations.NullMarked;
