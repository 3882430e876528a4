@NullMarked
package org.waystation.protocol.rekey;

import org.jspecify.annotations.NullMarked;
