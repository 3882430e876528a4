/** Tests of the package of the same name. */
@NullMarked
package org.waystation.relay.admission;

import org.jspecify.annotations.NullMarked;
