/** Tests of the package of the same name: events by hand, no socket, no thread. */
@NullMarked
package org.waystation.federation.link;

import org.jspecify.annotations.NullMarked;
