/** Benchmarks of what that package keeps to itself. */
@NullMarked
package org.waystation.protocol.crypto;

import org.jspecify.annotations.NullMarked;
