/** The attackers, who run in a process of their own and know no more of the relay than anybody, a member or a partner would. */
@NullMarked
package org.waystation.ops.siege.attack;

import org.jspecify.annotations.NullMarked;
