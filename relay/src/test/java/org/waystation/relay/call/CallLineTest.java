package org.waystation.relay.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.waystation.protocol.crypto.SealingKey;
import org.waystation.protocol.fault.FaultCode;
import org.waystation.protocol.frame.FaultNumber;
import org.waystation.protocol.frame.LinkMessage;
import org.waystation.protocol.id.Bytes;
import org.waystation.protocol.limits.Lane;
import org.waystation.protocol.sealed.Answer;
import org.waystation.protocol.sealed.SealedRequest;
import org.waystation.relay.store.BrittleStore;

/** Sealed requests of one source: their order, and an answer to each whatever happens. */
class CallLineTest {
    private final CallRig rig = new CallRig();
    private final CallLine line = rig.newLine();

    @Test
    void requestsAreCarriedOutInTheirOrderInWhateverOrderTheyAreOpened() {
        // Given
        List<CallRig.Slot> slots = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            slots.add(rig.send(line, rig.append(i)));
            expected.add(i);
        }

        // When
        rig.work(new Random(5));
        rig.queue().drain();

        // Then
        assertEquals(expected, rig.stored());
        slots.forEach(each -> assertEquals(new Answer.Appended(false, Optional.empty()), each.opened()));
    }

    @Test
    void nothingIsAnsweredBeforeItIsDurable() {
        // Given
        CallRig.Slot slot = rig.send(line, rig.append(1));

        // When
        rig.work(new Random(1));

        // Then
        assertEquals(List.of(), slot.answers());
        rig.queue().drain();
        assertEquals(new Answer.Appended(false, Optional.empty()), slot.opened());
    }

    @Test
    void repeatIsAnsweredAsADuplicateAndCounted() {
        // Given
        SealedRequest.ForSending request = rig.append(1);
        rig.send(line, request);
        rig.finishAll();

        // When
        CallRig.Slot again = rig.send(line, request);
        rig.finishAll();

        // Then
        assertEquals(new Answer.Appended(true, Optional.empty()), again.opened());
        assertEquals(List.of("stored", "duplicate"), rig.counted());
    }

    @Test
    void ticketOfAnAnswerOpensTheNextRequest() {
        // Given
        CallRig.Slot slot = rig.send(line, rig.append(1));
        rig.finishAll();
        Answer.Appended answer = assertInstanceOf(Answer.Appended.class, slot.answer());

        // When
        CallRig.Slot next = rig.send(line, rig.append(2, answer.ticket()));
        rig.finishAll();

        // Then
        assertEquals(new Answer.Appended(false, Optional.empty()), next.opened());
        assertEquals(List.of("stored", "by ticket", "stored"), rig.counted());
    }

    @Test
    void undecipherableRequestIsRefusedForGoodAndHoldsUpNothing() {
        // Given
        byte[] damaged = rig.append(1).request().toByteArray();
        damaged[damaged.length - 1] ^= 1;
        List<LinkMessage> answers = new ArrayList<>();

        // When
        line.accept(Lane.MESSAGE, Bytes.wrap(damaged), answers::add);
        line.accept(Lane.MESSAGE, Bytes.wrap(new byte[17]), answers::add);
        CallRig.Slot next = rig.send(line, rig.append(2));
        rig.finishAll();

        // Then
        LinkMessage refused = new LinkMessage.Permanent(FaultNumber.of(FaultCode.UNDECIPHERABLE));
        assertEquals(List.of(refused, refused), answers);
        assertEquals(new Answer.Appended(false, Optional.empty()), next.opened());
        assertEquals(List.of("undecipherable", "undecipherable", "stored"), rig.counted());
    }

    @Test
    void callThatHasExpiredIsRefusedToItsAsker() {
        // Given
        CallRig.Slot slot = rig.send(line, rig.append(1, Duration.ZERO));

        // When
        rig.finishAll();

        // Then
        assertEquals(Answer.Refused.of(FaultCode.EXPIRED), slot.opened());
        assertEquals(List.of(), rig.stored());
    }

    @Test
    void failingDiskIsATemporaryRefusalAndNothingIsKept() {
        // Given
        CallRig.Slot slot = rig.send(line, rig.append(1));
        rig.store().failAt(BrittleStore.Fault.COMMIT);

        // When
        rig.finishAll();

        // Then
        assertTemporary(FaultCode.STORE_UNAVAILABLE, slot);
        rig.store().failAt(BrittleStore.Fault.NONE);
        assertEquals(List.of(), rig.stored());
    }

    @Test
    void whatCameBehindARefusedRequestWaitsUntilThatComesAgain() {
        // Given
        SealedRequest.ForSending one = rig.append(1);
        SealedRequest.ForSending two = rig.append(2);
        SealedRequest.ForSending three = rig.append(3);
        rig.queue().setBusy(true);
        CallRig.Slot refused = rig.send(line, one);
        rig.finishAll();
        rig.queue().setBusy(false);
        CallRig.Slot behind = rig.send(line, two);
        rig.finishAll();

        // When
        List<CallRig.Slot> again = List.of(rig.send(line, one), rig.send(line, two), rig.send(line, three));
        rig.finishAll();

        // Then
        assertTemporary(FaultCode.BUSY, refused);
        assertTemporary(FaultCode.BUSY, behind);
        again.forEach(each -> assertEquals(new Answer.Appended(false, Optional.empty()), each.opened()));
        assertEquals(List.of(1, 2, 3), rig.stored());
    }

    @Test
    void diskThatFailsForOneTurnTurnsNothingRound() {
        // Given
        List<SealedRequest.ForSending> requests = List.of(rig.append(1), rig.append(2));
        requests.forEach(each -> rig.send(line, each));
        rig.work(new Random(1));
        rig.store().failAt(BrittleStore.Fault.COMMIT);
        rig.queue().turn(1);
        rig.store().failAt(BrittleStore.Fault.NONE);
        rig.queue().drain();
        List<Integer> afterTheFailure = rig.stored();

        // When
        requests.forEach(each -> rig.send(line, each));
        rig.finishAll();

        // Then
        assertEquals(List.of(), afterTheFailure);
        assertEquals(List.of(1, 2), rig.stored());
    }

    @Test
    void refusalHoldsUpItsOwnLaneAndItsOwnLineOnly() {
        // Given
        rig.queue().setBusy(true);
        rig.send(line, Lane.MESSAGE, rig.append(1));
        rig.finishAll();
        rig.queue().setBusy(false);

        // When
        CallRig.Slot otherLane = rig.send(line, Lane.BULK, rig.append(2));
        CallRig.Slot otherLine = rig.send(rig.newLine(), Lane.MESSAGE, rig.append(3));
        rig.finishAll();

        // Then
        assertEquals(new Answer.Appended(false, Optional.empty()), otherLane.opened());
        assertEquals(new Answer.Appended(false, Optional.empty()), otherLine.opened());
    }

    @Test
    void sourceThatNeverGoesBackIsNotRefusedForEver() {
        // Given
        RefusedLanes lanes = new RefusedLanes();
        lanes.next(Lane.MESSAGE).onRefused(digest(0));
        int refused = 0;

        // When
        for (int i = 1; i <= 2 * RefusedLanes.MAX_REFUSED; i++) {
            refused += lanes.next(Lane.MESSAGE).mustWait(digest(i)) ? 1 : 0;
        }

        // Then
        assertEquals(RefusedLanes.MAX_REFUSED - 1, refused);
    }

    @Test
    void withoutRoomOnTheDiskEverythingIsRefusedForNow() {
        // Given
        rig.setDiskHasRoom(false);
        SealedRequest.ForSending request = rig.append(1);
        CallRig.Slot slot = rig.send(line, request);
        rig.finishAll();

        // When
        rig.setDiskHasRoom(true);
        CallRig.Slot again = rig.send(line, request);
        rig.finishAll();

        // Then
        assertTemporary(FaultCode.STORE_UNAVAILABLE, slot);
        assertEquals(new Answer.Appended(false, Optional.empty()), again.opened());
    }

    @Test
    void requestSealedToAnotherKeyIsUndecipherable() {
        // Given
        CallRig.Slot slot = new CallRig.Slot(rig.append(1));
        byte[] foreign = rig.append(1).request().toByteArray();
        byte[] id = java.util.Arrays.copyOf(
                SealingKey.generate(CallRig.ENTROPY).publicKey().bytes(), 8);
        System.arraycopy(id, 0, foreign, 1, id.length);

        // When
        line.accept(Lane.MESSAGE, Bytes.wrap(foreign), slot::accept);
        rig.finishAll();

        // Then
        assertEquals(new LinkMessage.Permanent(FaultNumber.of(FaultCode.UNDECIPHERABLE)), slot.only());
    }

    private static Bytes digest(int number) {
        return Bytes.wrap(java.nio.ByteBuffer.allocate(32).putInt(number).array());
    }

    private static void assertTemporary(FaultCode code, CallRig.Slot slot) {
        LinkMessage.Temporary temporary = assertInstanceOf(LinkMessage.Temporary.class, slot.only());
        assertEquals(FaultNumber.of(code), temporary.fault());
    }
}
