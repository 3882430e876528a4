/** What hot code costs, by JMH: {@code mvn -P benchmark -DskipTests -pl ops -am clean verify -Dbenchmark=NAME}. */
@NullMarked
package org.waystation.ops.benchmark;

import org.jspecify.annotations.NullMarked;
