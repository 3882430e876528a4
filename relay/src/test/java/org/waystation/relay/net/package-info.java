/** Tests of the package of the same name. */
@NullMarked
package org.waystation.relay.net;

import org.jspecify.annotations.NullMarked;
