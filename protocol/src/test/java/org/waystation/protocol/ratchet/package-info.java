/** Tests of the end-to-end conversation, as two people that talk over a bad network. */
@NullMarked
package org.waystation.protocol.ratchet;

import org.jspecify.annotations.NullMarked;
