/** Tests of the terminal: commands run in this process, with a person who types and relays that are fakes. */
@NullMarked
package org.waystation.client.cli;

import org.jspecify.annotations.NullMarked;
