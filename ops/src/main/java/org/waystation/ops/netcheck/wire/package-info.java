/** Looks at a relay over the network as any stranger could: name, connection, TLS, greeting. Judges nothing. */
@NullMarked
package org.waystation.ops.netcheck.wire;

import org.jspecify.annotations.NullMarked;
