/** The launcher at the root, with a Maven and a Java made for the test. */
@NullMarked
package org.waystation.ops.launcher;

import org.jspecify.annotations.NullMarked;
