/** A network between two relays that breaks when it is told to: bytes pass as they are, so TLS stays end to end. */
package org.waystation.ops.faults.link;
