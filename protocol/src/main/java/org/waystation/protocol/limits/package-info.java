/**
 * Constants of the protocol, every length built from its named parts. Tunables of a node are configuration, not
 * here.
 */
@NullMarked
package org.waystation.protocol.limits;

import org.jspecify.annotations.NullMarked;
