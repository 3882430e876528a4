package org.waystation.relay.session;

import org.jspecify.annotations.Nullable;
import org.waystation.protocol.id.MemberKey;

/**
 * What a client's frame asks apart from its message.
 *
 * @param correlation the client's number for it, repeated in the answer
 * @param asker the member as whom the connection had logged in when the frame came; null before that
 * @param weight what it counts among the connection's questions that wait
 * @param bytes of content that it holds in memory while it waits; 0 for what is small
 */
record Question(long correlation, @Nullable MemberKey asker, int weight, int bytes) {
    private static final int BYTES_PER_WEIGHT = 8_192;

    static Question of(long correlation, @Nullable MemberKey asker) {
        return new Question(correlation, asker, 1, 0);
    }

    Question weighing(int other) {
        return new Question(correlation, asker, other, bytes);
    }

    /** With so much content; the more, the fewer of a connection may wait. */
    Question holding(int content) {
        return new Question(correlation, asker, weight + content / BYTES_PER_WEIGHT, content);
    }
}
