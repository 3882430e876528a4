/** Tests of what the person sees. */
@NullMarked
package org.waystation.client.person;

import org.jspecify.annotations.NullMarked;
