/**
 * A connection to a partner's relay: its states as plain decisions, and the Netty edge that carries its frames.
 */
@NullMarked
package org.waystation.federation.link;

import org.jspecify.annotations.NullMarked;
