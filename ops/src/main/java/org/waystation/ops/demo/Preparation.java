package org.waystation.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.waystation.ops.programs.Programs;
import org.waystation.ops.programs.RelayUnderTest;
import org.waystation.ops.programs.Together;

/** The first steps: two relays, partners of each other, and a member at each. */
final class Preparation {
    private static final int TRUST_REFUSED = 4;

    private final Scene scene;

    Preparation(Scene scene) {
        this.scene = scene;
    }

    void play() {
        setUpRelays();
        exchangeCards();
        joinMembers();
    }

    private void setUpRelays() {
        Story story = scene.story();
        story.step("Two organisations set up a relay each");
        Together.both(scene.one()::init, scene.two()::init);
        List<JsonNode> ready = Together.both(scene.one()::run, scene.two()::run);
        for (JsonNode each : ready) {
            story.tell(each.path("name").asText() + " runs as process "
                    + each.path("pid").asLong() + " and listens on "
                    + each.path("listen").asText());
        }
        List<JsonNode> partners = Together.both(
                () -> scene.one().command("partner", "list"), () -> scene.two().command("partner", "list"));
        boolean nobody =
                partners.stream().allMatch(each -> each.path("partners").isEmpty());
        scene.claims().check("a new relay federates with nobody", nobody, partners.toString());
    }

    private void exchangeCards() {
        Story story = scene.story();
        story.step("The operators exchange relay cards and read the fingerprints to each other");
        Path cardOne = scene.workplace().of("one.card");
        Path cardTwo = scene.workplace().of("two.card");
        List<JsonNode> cards = Together.both(() -> card(scene.one(), cardOne), () -> card(scene.two(), cardTwo));
        String fingerprintOne = cards.get(0).path("fingerprint").asText();
        String fingerprintTwo = cards.get(1).path("fingerprint").asText();
        story.tell("one.example has the fingerprint " + fingerprintOne);
        story.tell("two.example has the fingerprint " + fingerprintTwo);
        List<Programs.Ended> added = Together.all(List.of(
                () -> addPartner(scene.one(), cardTwo, fingerprintTwo),
                () -> addPartner(scene.two(), cardOne, fingerprintOne),
                // What an operator would see who was handed somebody else's card.
                () -> addPartner(scene.one(), cardTwo, fingerprintOne)));
        story.tell("each adds the other; the running relays notice by themselves");
        scene.claims()
                .check(
                        "each has taken the other's card",
                        added.get(0).exit() == 0 && added.get(1).exit() == 0,
                        added.get(0).told() + added.get(1).told());
        scene.claims()
                .check(
                        "a card whose fingerprint is not the one read out is refused",
                        added.get(2).exit() == TRUST_REFUSED,
                        "exit status " + added.get(2).exit() + ": "
                                + added.get(2).told());
    }

    private void joinMembers() {
        scene.story().step("Each operator hands a voucher to a new member: Ana joins one.example, Bojan two.example");
        List<String> links =
                Together.both(() -> join(scene.one(), scene.ana()), () -> join(scene.two(), scene.bojan()));
        links.forEach(scene.evidence()::link);
        scene.story().tell("both have joined, with a voucher and a passphrase; nothing personal was asked");
    }

    private static JsonNode card(RelayUnderTest relay, Path file) {
        return relay.command("card", "--out", file.toString());
    }

    private static Programs.Ended addPartner(RelayUnderTest relay, Path card, String fingerprint) {
        return relay.attempt("partner", "add", card.toString(), "--fingerprint", fingerprint);
    }

    private static String join(RelayUnderTest relay, Person person) {
        return person.join(relay.command("voucher", "new").path("voucher").textValue());
    }
}
