/** Tests of the package of the same name. */
@NullMarked
package org.waystation.relay.mailbox;

import org.jspecify.annotations.NullMarked;
