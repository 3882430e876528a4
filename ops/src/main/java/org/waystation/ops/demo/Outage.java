package org.waystation.ops.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.waystation.ops.programs.Workplace;

/** Relay two is killed while it holds messages and more wait for it at relay one; nothing may be lost. */
final class Outage {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Scene scene;

    Outage(Scene scene) {
        this.scene = scene;
    }

    void play() throws IOException, InterruptedException {
        long heldByTwo = hold();
        long waitingAtOne = pileUp();
        kill(heldByTwo, waitingAtOne);
        recover();
    }

    private long hold() {
        List<String> texts = scene.letters().held();
        scene.story().step("Bojan is away again; two.example holds " + texts.size() + " messages for him");
        long before = scene.two().metric("relay_envelopes_accepted_total");
        List<String> states = scene.anaWrites(texts);
        long held = scene.two().metric("relay_envelopes_accepted_total") - before;
        scene.claims()
                .check(
                        "two.example has taken every one of them into Bojan's mailbox",
                        held == texts.size() && states.equals(List.of("at_their_relay")),
                        held + " held, " + states);
        return held;
    }

    private long pileUp() {
        List<String> texts = scene.letters().waiting();
        scene.story().step("two.example stops answering (SIGSTOP); Ana writes " + texts.size() + " more");
        scene.two().freeze();
        List<String> states = scene.anaWrites(texts);
        long waiting = scene.one().metric("relay_outbox_requests");
        scene.claims()
                .check(
                        "one.example keeps them until its partner answers again (\"at your relay\")",
                        waiting >= texts.size() && states.equals(List.of("at_your_relay")),
                        waiting + " waiting, " + states);
        return waiting;
    }

    private void kill(long heldByTwo, long waitingAtOne) throws IOException, InterruptedException {
        scene.story().step("two.example is killed (SIGKILL) while it holds messages and more wait for it");
        scene.two().kill();
        scene.evidence()
                .disk(
                        "one.example",
                        new Evidence.OnDisk(
                                0, waitingAtOne, Workplace.bytesIn(scene.one().directory())));
        scene.evidence()
                .disk(
                        "two.example",
                        new Evidence.OnDisk(
                                heldByTwo, 0, Workplace.bytesIn(scene.two().directory())));
        scene.story().tell("its disk is looked through now, when it holds most");
        Verdict.search(scene, "at the fullest moment");
    }

    private void recover() {
        scene.story().step("two.example is started again; Bojan comes back");
        JsonNode ready = scene.two().run();
        scene.claims()
                .check(
                        "it comes back at the same address",
                        ready.path("listen").asText().equals(scene.two().address()),
                        ready.path("listen").asText());
        double begun = scene.story().seconds();
        int expected = scene.toBojan().counts().sent();
        while (scene.toBojan().counts().delivered() < expected
                && scene.story().seconds() - begun < PATIENCE.toSeconds()) {
            // Each attempt is a process that connects, so that this does not spin.
            scene.toBojan().arrived(scene.bojan().read());
        }
        scene.toBojan().arrived(scene.bojan().read());
        scene.claims()
                .check(
                        "every message has arrived, once and in order",
                        scene.toBojan().counts().inOrder(),
                        scene.toBojan().counts().toString());
        List<String> states = scene.ana().states(expected).stream().distinct().toList();
        scene.claims().check("Ana sees that each was read", states.equals(List.of("read")), states.toString());
    }
}
