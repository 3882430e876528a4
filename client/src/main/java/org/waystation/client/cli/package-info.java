/**
 * The terminal. Every command opens the vault, connects where that is of use, does its work, stays until what can be known
 * quickly is known, and ends. Data goes to standard output, talk to standard error; {@code --json} answers are described in
 * {@link org.waystation.client.cli.desk.Answers}.
 *
 * <p>A command that is connected also carries on whatever earlier ones have left: it submits what waits, collects outcomes,
 * sends receipts, and answers whom the person has accepted.
 */
@NullMarked
package org.waystation.client.cli;

import org.jspecify.annotations.NullMarked;
