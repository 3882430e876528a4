package org.waystation.ops.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How everything that an operator's scripts read is written: snake_case, one line, records in their order. */
public final class OperatorJson {
    private OperatorJson() {}

    public static JsonMapper mapper() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();
    }

    /**
     * A page of a running relay.
     *
     * @throws JsonProcessingException if it is no such page; the word {@code null} is none either
     */
    public static <T> T read(JsonMapper mapper, String json, Class<T> page) throws JsonProcessingException {
        T read = mapper.readValue(json, page);
        if (read == null) {
            throw MismatchedInputException.from((JsonParser) null, page, "nothing");
        }
        return read;
    }
}
