/** Tests of the relay over real sockets, real TLS and a real store. */
@NullMarked
package org.waystation.relay;

import org.jspecify.annotations.NullMarked;
