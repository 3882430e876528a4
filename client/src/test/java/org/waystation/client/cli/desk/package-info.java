/** What is shown and answered, apart from any command. */
@NullMarked
package org.waystation.client.cli.desk;

import org.jspecify.annotations.NullMarked;
