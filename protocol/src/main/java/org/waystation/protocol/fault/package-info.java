/**
 * The one table of fault codes, and the one exception that carries a peer's fault.
 */
@NullMarked
package org.waystation.protocol.fault;

import org.jspecify.annotations.NullMarked;
