/** Tests of the package of the same name. */
@NullMarked
package org.waystation.relay.home;

import org.jspecify.annotations.NullMarked;
