/** Tests of the package of the same name. */
@NullMarked
package org.waystation.relay.call;

import org.jspecify.annotations.NullMarked;
