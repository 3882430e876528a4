/**
 * Who may use the relay: vouchers, members and how much each may have.
 */
@NullMarked
package org.waystation.relay.admission;

import org.jspecify.annotations.NullMarked;
