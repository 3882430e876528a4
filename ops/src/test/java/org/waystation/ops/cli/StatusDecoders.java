package org.waystation.ops.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.waystation.ops.admin.OperatorJson;
import org.waystation.ops.node.CommandFailure;
import org.waystation.ops.node.StatusPage;
import org.waystation.watch.fuzz.Decoder;
import org.waystation.watch.fuzz.Decoders;

/** What a running relay says of itself, perhaps one of another version. */
public final class StatusDecoders implements Decoders {
    private static final StatusPage PAGE = new StatusPage(
            "a.example",
            "123 456",
            "1",
            true,
            List.of("slow"),
            9,
            "[::]:7443",
            2,
            List.of(new StatusPage.Partner("b.example", true, 1, 2, "")),
            new StatusPage.Disk(1, 2));

    @Override
    public List<Decoder> all() {
        return List.of(Decoder.named("ops.status-page")
                .refusing(CommandFailure.class)
                .from(() -> List.of(json(PAGE)))
                .stable(StatusDecoders::read, StatusDecoders::json));
    }

    /** And puts it into words, as the command does. */
    private static StatusPage read(byte[] json) {
        StatusPage page = StatusCommand.parse(new String(json, StandardCharsets.UTF_8));
        StatusWords.lines(page);
        return page;
    }

    private static byte[] json(StatusPage page) {
        try {
            return OperatorJson.mapper().writeValueAsBytes(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
