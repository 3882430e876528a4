/** Tests of the package of the same name. */
@NullMarked
package org.waystation.relay.store;

import org.jspecify.annotations.NullMarked;
