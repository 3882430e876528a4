/**
 * Whom this relay federates with. An empty roster: nobody.
 */
@NullMarked
package org.waystation.federation.roster;

import org.jspecify.annotations.NullMarked;
