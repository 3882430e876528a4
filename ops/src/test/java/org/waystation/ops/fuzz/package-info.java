/**
 * The command {@code waystation relay fuzz}: every decoder of the project under coverage-guided fuzzing, one after the other,
 * each in a process of its own. The decoders and what they must hold to are in the tests of the modules, as
 * {@link org.waystation.watch.fuzz.Decoders}.
 */
@NullMarked
package org.waystation.ops.fuzz;

import org.jspecify.annotations.NullMarked;
