/**
 * What the relay says about itself to its operator: health, metrics and status, over HTTP on this machine only. Own
 * threads, so that it answers while the relay is under load. Read-only, and nothing about a person in it.
 */
@NullMarked
package org.waystation.ops.admin;

import org.jspecify.annotations.NullMarked;
