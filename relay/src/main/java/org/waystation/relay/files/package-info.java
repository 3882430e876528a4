/** Files that survive what may happen to a machine: read by nobody else, replaced as a whole, and on the disk when that is said. */
@NullMarked
package org.waystation.relay.files;

import org.jspecify.annotations.NullMarked;
