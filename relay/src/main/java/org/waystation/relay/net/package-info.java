/**
 * Where the relay meets the network: one port for clients and partners. The relay's only Netty channel code.
 */
@NullMarked
package org.waystation.relay.net;

import org.jspecify.annotations.NullMarked;
