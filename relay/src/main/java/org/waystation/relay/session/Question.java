package org.waystation.relay.session;

import org.jspecify.annotations.Nullable;
import org.waystation.protocol.id.MemberKey;

/**
 * What a client's frame asks apart from its message.
 *
 * @param correlation the client's number for it, repeated in the answer
 * @param asker the member as whom the connection had logged in when the frame came; null before that
 */
record Question(long correlation, @Nullable MemberKey asker) {}
