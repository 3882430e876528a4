package org.waystation.relay;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.waystation.watch.fuzz.Corpus;
import org.waystation.watch.fuzz.Decoders;

/** What is kept of the fuzzing of this module's decoders; a campaign is started with {@code waystation relay fuzz}. */
class EveryDecoderTest {
    private static final Path MODULE = Path.of("");
    private static final boolean RENEW = Boolean.getBoolean("waystation.seeds.renew");

    @TestFactory
    Stream<DynamicTest> readsOrRefusesEveryInputOfItsCorpus() {
        return Decoders.onClassPath().stream()
                .map(each -> dynamicTest(each.name(), () -> new Corpus(MODULE, each).hold()));
    }

    @TestFactory
    Stream<DynamicTest> startsFromWhatTheEncodersMakeNow() {
        return Decoders.onClassPath().stream()
                .map(each -> new Corpus(MODULE, each))
                .map(each -> dynamicTest(each.directory().getFileName().toString(), () -> {
                    if (RENEW) {
                        each.renew();
                    }
                    assertTrue(
                            each.isFresh(),
                            "make them anew: mvn test -Dtest=EveryDecoderTest -Dwaystation.seeds.renew=true");
                }));
    }
}
