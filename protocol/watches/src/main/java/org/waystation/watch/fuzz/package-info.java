/**
 * The decoders of every module as targets of fuzzing: what each must hold to for any bytes, what it starts from, and the
 * inputs that are kept in the tree. Knows no fuzzer; {@link org.waystation.watch.fuzz.Driven} is where Jazzer comes in.
 */
@NullMarked
package org.waystation.watch.fuzz;

import org.jspecify.annotations.NullMarked;
