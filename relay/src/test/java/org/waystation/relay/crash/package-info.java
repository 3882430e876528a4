/** Relays that are killed in the middle of their work, and people who hold them to what they said. */
@NullMarked
package org.waystation.relay.crash;

import org.jspecify.annotations.NullMarked;
