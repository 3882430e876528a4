/** The server as a whole: wiring by constructors, start, drain, stop. */
@NullMarked
package org.waystation.relay;

import org.jspecify.annotations.NullMarked;
