/**
 * The relay's own question whether the way to a partner and back works: a sealed request through outbox, link and the partner's
 * call desk, as a member's message goes, for a mailbox that nobody has.
 */
@NullMarked
package org.waystation.relay.ping;

import org.jspecify.annotations.NullMarked;
