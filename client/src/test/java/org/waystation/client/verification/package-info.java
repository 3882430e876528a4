/** Tests of codes, words and drawings. */
@NullMarked
package org.waystation.client.verification;

import org.jspecify.annotations.NullMarked;
