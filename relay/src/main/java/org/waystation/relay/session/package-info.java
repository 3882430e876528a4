/**
 * One client's conversation with the relay, as decisions.
 */
@NullMarked
package org.waystation.relay.session;

import org.jspecify.annotations.NullMarked;
