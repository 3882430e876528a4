package org.waystation.relay.mailbox;

import java.time.Instant;

/** An envelope that a mailbox holds, without its content: all that deleting it takes. */
record Held(long sequence, Instant expiresAt, int contentBytes) {}
