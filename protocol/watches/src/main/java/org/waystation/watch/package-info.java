/** What watches the tests of every module, by being on their class path. No part of the programs. */
@NullMarked
package org.waystation.watch;

import org.jspecify.annotations.NullMarked;
