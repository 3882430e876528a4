/** Tests of the package of the same name. */
@NullMarked
package org.waystation.relay.turn;

import org.jspecify.annotations.NullMarked;
