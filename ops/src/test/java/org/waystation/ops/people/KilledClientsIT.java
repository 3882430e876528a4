package org.waystation.ops.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people whose clients are processes that are killed at any moment, again and again, both at once, while they write to each
 * other; their relays stand. Whoever reads sees each text once and in order: every one that was said to be written, and none
 * under two numbers.
 *
 * <p>{@code -Dpeople.kills=N} kills each client N times, {@code -Dpeople.seed=N} at other moments.
 */
final class KilledClientsIT {
    private static final int KILLS = Integer.getInteger("people.kills", 2);
    private static final long SEED = Long.getLong("people.seed", 1);
    private static final int LONGEST_LIFE_MS = 1_500;
    /** Of so many lives one may end before it has begun. */
    private static final int STILLBORN_EVERY = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void eachTextIsReadOnceAndInOrderHoweverOftenTheClientsAreKilled(@TempDir Path directory) throws Exception {
        try (HostedRelay one = new HostedRelay(directory.resolve("one"), "one.example");
                HostedRelay two = new HostedRelay(directory.resolve("two"), "two.example")) {
            // Given
            one.federateWith(two);
            Path vaultOfAna = directory.resolve("ana");
            Path vaultOfBojan = directory.resolve("bojan");
            becomeContacts(new Person(vaultOfAna, one.voucher()), new Person(vaultOfBojan, two.voucher()));
            MortalPerson ana = new MortalPerson(vaultOfAna, "Bojan");
            MortalPerson bojan = new MortalPerson(vaultOfBojan, "Ana");

            // When
            both(() -> die(ana, SEED), () -> die(bojan, SEED + 1));
            int byAna = ana.wrote() + 1;
            int byBojan = bojan.wrote() + 1;
            CountDownLatch finished = new CountDownLatch(2);
            both(() -> settle(ana, finished, byBojan, byAna), () -> settle(bojan, finished, byAna, byBojan));

            // Then
            assertEquals(List.of(), ana.complaints());
            assertEquals(List.of(), bojan.complaints());
            assertEquals(textsUpTo(byBojan), List.copyOf(ana.read().values()));
            assertEquals(textsUpTo(byAna), List.copyOf(bojan.read().values()));
            assertTrue(byAna + byBojan > 2, "they have written");
            System.out.println("survived " + 2 * KILLS + " kills of clients; texts read once: " + (byAna + byBojan));
        }
    }

    private static void becomeContacts(Person ana, Person bojan) {
        try (ana;
                bojan) {
            ana.add(bojan.link(), "Bojan");
            bojan.acceptRequest("Ana");
            ana.awaitContact("Bojan");
        }
    }

    private static Void die(MortalPerson person, long seed) throws Exception {
        Random chance = new Random(seed);
        for (int i = 0; i < KILLS; i++) {
            Duration length = Duration.ofMillis(1 + chance.nextInt(LONGEST_LIFE_MS));
            if (chance.nextInt(STILLBORN_EVERY) == 0) {
                person.liveFromStart(length, Integer.MAX_VALUE);
            } else {
                person.liveAwake(length, Integer.MAX_VALUE);
            }
        }
        return null;
    }

    private static Void settle(MortalPerson person, CountDownLatch finished, int texts, int last) throws Exception {
        person.liveOn(finished, PATIENCE, texts, last);
        return null;
    }

    private static List<String> textsUpTo(int last) {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= last; i++) {
            texts.add(PersonProgram.TEXT + i);
        }
        return texts;
    }

    private static void both(Callable<Void> first, Callable<Void> second) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<Void> each : threads.invokeAll(List.of(first, second))) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
