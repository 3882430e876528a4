/** Reads the files of docs/vectors, which a program in another language made from the documents alone. */
@NullMarked
package org.waystation.protocol.vectors;

import org.jspecify.annotations.NullMarked;
