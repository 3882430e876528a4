/** Watches that no event loop of a relay waits for anything. */
@NullMarked
package org.waystation.relay.loop;

import org.jspecify.annotations.NullMarked;
