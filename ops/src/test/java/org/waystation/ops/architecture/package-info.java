/** The shape of the house, as tests: which package may know which, and who may know which library. */
@NullMarked
package org.waystation.ops.architecture;

import org.jspecify.annotations.NullMarked;
