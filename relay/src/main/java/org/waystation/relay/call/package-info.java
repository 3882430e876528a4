/**
 * What another relay's client asks of this relay: opens sealed requests, carries them out, seals the replies.
 */
@NullMarked
package org.waystation.relay.call;

import org.jspecify.annotations.NullMarked;
