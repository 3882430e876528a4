/**
 * A connection to a partner's relay: its states as plain decisions, and the Netty edge that carries its frames.
 *
 * <pre>
 * table         key          value
 * backoff       partner 32   failures in a row 4 | next try, milliseconds since 1970 8
 * </pre>
 *
 * A partner without failures has no row.
 */
@NullMarked
package org.waystation.federation.link;

import org.jspecify.annotations.NullMarked;
