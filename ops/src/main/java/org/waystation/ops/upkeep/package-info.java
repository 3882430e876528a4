/**
 * The commands with which an operator keeps a relay's data: copies it, puts it back, and asks whether it is sound and how large it
 * can grow.
 */
@NullMarked
package org.waystation.ops.upkeep;

import org.jspecify.annotations.NullMarked;
