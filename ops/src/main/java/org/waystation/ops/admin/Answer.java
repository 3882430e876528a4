package org.waystation.ops.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** One HTTP answer. */
record Answer(int status, String contentType, String body) {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";

    private static final JsonMapper MAPPER = OperatorJson.mapper();

    static Answer text(int status, String line) {
        return new Answer(status, TEXT, line + "\n");
    }

    static Answer json(int status, Object value) {
        try {
            return new Answer(status, JSON, MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that is not JSON", e);
        }
    }
}
