/** Tests of the package of the same name. */
@NullMarked
package org.waystation.relay.session;

import org.jspecify.annotations.NullMarked;
