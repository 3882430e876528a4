package org.waystation.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.waystation.ops.programs.Together;

/** Ana and Bojan become contacts, write to each other, and Bojan is away for a while. */
final class Conversation {
    private static final String FIRST_TEXT = "Dear Bojan, it is Ana. This is my link's first message.";
    private static final String ANSWER = "Ana! Good to read you. I am at the new address now.";
    private static final String QUESTION = "Is the road over the bridge open again?";

    private final Scene scene;

    Conversation(Scene scene) {
        this.scene = scene;
    }

    void play() {
        becomeContacts();
        bothWrite();
        absence();
    }

    private void becomeContacts() {
        scene.story().step("Bojan gives Ana his contact link; she asks, he accepts");
        scene.evidence().name(Scene.ANA);
        scene.evidence().name(Scene.BOJAN);
        scene.toBojan().sent(FIRST_TEXT);
        scene.evidence().text(FIRST_TEXT);
        scene.ana().add(scene.evidence().links().get(1), Scene.BOJAN, FIRST_TEXT);
        JsonNode seen = scene.bojan().status();
        String request = request(seen.path("contacts"));
        scene.claims()
                .check(
                        "Bojan sees that somebody asks, and nothing of what a stranger wrote until he accepts",
                        !seen.toString().contains(FIRST_TEXT),
                        seen.toString());
        scene.bojan().accept(request, Scene.ANA);
        scene.toBojan().arrived(scene.bojan().read());
        scene.claims()
                .check(
                        "Bojan has accepted and reads Ana's first message",
                        scene.toBojan().counts().inOrder(),
                        scene.toBojan().counts().toString());
    }

    private static String request(JsonNode contacts) {
        List<String> requests = new ArrayList<>();
        for (JsonNode each : contacts) {
            if (each.path("state").asText().equals("requested")) {
                requests.add(each.path("name").asText());
            }
        }
        if (requests.size() != 1) {
            throw new DemoFailure("Bojan should have one contact request, but has " + contacts);
        }
        return requests.get(0);
    }

    private void bothWrite() {
        scene.story().step("Both write");
        scene.sends(ANSWER, QUESTION);
        Together.both(
                () -> scene.bojan().send(Scene.ANA, ANSWER), () -> scene.ana().send(Scene.BOJAN, QUESTION));
        List<List<String>> arrived = Together.both(scene.bojan()::read, scene.ana()::read);
        scene.toBojan().arrived(arrived.get(0));
        scene.toAna().arrived(arrived.get(1));
        scene.claims()
                .check(
                        "what each wrote, the other has read, letter for letter",
                        scene.toAna().counts().inOrder()
                                && scene.toBojan().counts().inOrder(),
                        scene.toAna().counts() + ", " + scene.toBojan().counts());
    }

    private void absence() {
        List<String> texts = scene.letters().whileAway();
        scene.story().step("Bojan is away; Ana writes " + texts.size() + " messages; he comes back");
        List<String> states = scene.anaWrites(texts);
        scene.claims()
                .check(
                        "Ana sees each of them \"at their relay\" while he is away",
                        states.equals(List.of("at_their_relay")),
                        states.toString());
        scene.toBojan().arrived(scene.bojan().read());
        scene.claims()
                .check(
                        "Bojan comes back and reads them all, once and in order",
                        scene.toBojan().counts().inOrder(),
                        scene.toBojan().counts().toString());
    }
}
