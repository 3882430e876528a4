/**
 * Programs of this project as separate processes, seen from outside as any user sees them: their command lines, their
 * answers, their files. Whoever starts some keeps them in a {@link org.waystation.ops.programs.ProcessCage}, so that none
 * outlives it.
 */
@NullMarked
package org.waystation.ops.programs;

import org.jspecify.annotations.NullMarked;
