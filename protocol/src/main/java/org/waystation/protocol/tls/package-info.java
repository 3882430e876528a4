/**
 * The TLS profile of the protocol: version 1.3, hybrid key agreement, keys pinned by relay cards instead of
 * certificate authorities.
 */
@NullMarked
package org.waystation.protocol.tls;

import org.jspecify.annotations.NullMarked;
