/**
 * The demonstration: two relays and two people as separate processes of the packaged programs, told in plain words, every
 * claim checked. It sees the programs only from outside, as any user does: their command lines, their answers, their files.
 */
@NullMarked
package org.waystation.ops.demo;

import org.jspecify.annotations.NullMarked;
