/**
 * Bytes to frames and back: length prefix, one Protobuf message, validated records. A decoder returns a message
 * or one ProtocolViolation; it never decides anything else.
 */
@NullMarked
package org.waystation.protocol.frame;

import org.jspecify.annotations.NullMarked;
