/** The campaign of hostile peers: what becomes of honest people while somebody attacks their relay. */
@NullMarked
package org.waystation.ops.siege;

import org.jspecify.annotations.NullMarked;
