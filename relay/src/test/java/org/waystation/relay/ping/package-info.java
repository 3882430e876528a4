/** Tests of the package of the same name. */
@NullMarked
package org.waystation.relay.ping;

import org.jspecify.annotations.NullMarked;
