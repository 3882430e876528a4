/**
 * The connection of a client to its relay: TLS with pinned keys, frames, and why it ended. The only Netty channel code of
 * the client. Everything runs on the one event loop that it is given.
 */
@NullMarked
package org.waystation.client.net;

import org.jspecify.annotations.NullMarked;
