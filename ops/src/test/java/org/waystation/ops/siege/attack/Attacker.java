package org.waystation.ops.siege.attack;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.waystation.ops.admin.OperatorJson;

/**
 * The attacker's process: gets ready, says so, begins when told to, ends when its input does, and then says in JSON what has
 * happened to it.
 */
public final class Attacker {
    /** What it says when it can begin. */
    public static final String READY = "ready";

    private static final long TICK_MILLIS = 10;
    private static final int MOST_TROUBLE_CHARS = 80;

    private Attacker() {}

    /** Words: the name of the attack and the file that describes the target. */
    public static void main(String[] words) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Camp camp = new Camp(Target.read(Path.of(words[1])))) {
            Attack attack = Assault.named(words[0]).begin(camp);
            attack.prepare();
            out.println(READY);
            if (in.readLine() != null) {
                goOn(attack, camp.score(), endOf(in));
                attack.end();
            }
            out.println(OperatorJson.mapper().writeValueAsString(camp.score().sums()));
        }
        // Whatever threads an attack has left.
        Runtime.getRuntime().halt(0);
    }

    private static CountDownLatch endOf(BufferedReader in) {
        CountDownLatch end = new CountDownLatch(1);
        Thread reader = new Thread(
                () -> {
                    try (in) {
                        while (in.readLine() != null) {}
                    } catch (java.io.IOException gone) {
                        // The same as the end.
                    } finally {
                        end.countDown();
                    }
                },
                "orders");
        reader.setDaemon(true);
        reader.start();
        return end;
    }

    private static void goOn(Attack attack, Score score, CountDownLatch end) throws InterruptedException {
        while (!end.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                attack.tick();
            } catch (Exception failed) {
                // What the relay refuses is what the attack is about; it goes on.
                String words = failed.toString();
                score.count("failed: " + words.substring(0, Math.min(MOST_TROUBLE_CHARS, words.length())));
            }
        }
    }
}
