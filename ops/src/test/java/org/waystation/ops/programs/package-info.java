/** That what starts programs would notice if something were wrong. */
@NullMarked
package org.waystation.ops.programs;

import org.jspecify.annotations.NullMarked;
