/** Tests of what is said about a device, against files that are made up. */
@NullMarked
package org.waystation.client.device;

import org.jspecify.annotations.NullMarked;
