/** Writers and readers over the public protocol who come back after every loss of a connection, and who judges them. */
package org.waystation.ops.faults.people;
