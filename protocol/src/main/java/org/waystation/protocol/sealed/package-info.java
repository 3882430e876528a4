/**
 * Sealed requests and replies: a client's call to any relay, which the relay that carries it cannot read.
 */
@NullMarked
package org.waystation.protocol.sealed;

import org.jspecify.annotations.NullMarked;
