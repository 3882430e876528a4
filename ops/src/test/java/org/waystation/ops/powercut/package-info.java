/**
 * What a power cut may leave of the files that a program has written: its system calls are recorded, and at any of them everything
 * that was not synced may be there or not.
 */
@NullMarked
package org.waystation.ops.powercut;

import org.jspecify.annotations.NullMarked;
