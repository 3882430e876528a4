/** Tests of the package of the same name: events by hand, no socket, no thread. */
@NullMarked
package org.waystation.federation.store;

import org.jspecify.annotations.NullMarked;
