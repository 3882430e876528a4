/** Real faults between real relay processes: what {@code relay faults} plays, and a slice of it with every build. */
package org.waystation.ops.faults;
