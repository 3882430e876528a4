/** That the demonstration would notice if something were wrong. */
@NullMarked
package org.waystation.ops.programs;

import org.jspecify.annotations.NullMarked;
