/**
 * What the relay says about itself to its operator: health, metrics and status, over HTTP on this machine only. Own
 * threads, so that it answers while the relay is under load. Nothing about a person in it,
 * and nothing can be changed here; whoever can read the token in the relay's data directory can have the store copied
 * there, and a partner pinged.
 */
@NullMarked
package org.waystation.ops.admin;

import org.jspecify.annotations.NullMarked;
