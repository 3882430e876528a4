/** Tests of the primitives, with published vectors and seeded randomness. */
@NullMarked
package org.waystation.protocol.crypto;

import org.jspecify.annotations.NullMarked;
