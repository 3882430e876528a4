/** Real relays under load and churn for a long time, and whether anything of them grows: {@code relay soak}. */
@NullMarked
package org.waystation.ops.soak;

import org.jspecify.annotations.NullMarked;
