/** What clients of this relay and of its partners ask of it: opens sealed requests, carries them out, seals the replies. */
@NullMarked
package org.waystation.relay.call;

import org.jspecify.annotations.NullMarked;
