/**
 * How {@code relay simulate} finds the simulation: the port and what a person may ask of it. The simulation itself needs
 * the client, which this module must not know; so it lives among the tests, and an installed node has none.
 */
@NullMarked
package org.waystation.ops.simulation;

import org.jspecify.annotations.NullMarked;
