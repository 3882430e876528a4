package org.waystation.client.cli.open;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waystation.client.person.Delivery;
import org.waystation.client.person.Notice;

/** What an open chat keeps of what it is told. */
final class ChatNewsTest {
    private static final long BOJAN = 3;

    private final ChatNews news = new ChatNews(BOJAN);

    @Test
    void refusalsBeyondTheBoundAreOnlyCounted() {
        // When
        for (int number = 1; number <= ChatNews.REFUSALS_KEPT + 5; number++) {
            assertTrue(news.take(new Notice.DeliveryChanged(BOJAN, number, Delivery.REFUSED)));
        }

        // Then
        ChatNews.Refusals taken = news.takeRefusals();
        assertEquals(ChatNews.REFUSALS_KEPT, taken.texts().size());
        assertEquals(5, taken.more());
        assertEquals(new ChatNews.Refusals(List.of(), 0), news.takeRefusals(), "told once");
    }

    @Test
    void aTextThatComesFurtherIsNothingToShow() {
        assertFalse(news.take(new Notice.DeliveryChanged(BOJAN, 1, Delivery.AT_THEIR_RELAY)));
        assertEquals(List.of(), news.takeRefusals().texts());
    }

    @Test
    void whatComesForEitherKeyOfAContactThatMovedIsShown() {
        // When
        boolean moved = news.take(new Notice.ContactMoved(BOJAN, 8));

        // Then
        assertTrue(moved);
        assertEquals(8, news.contact());
        assertTrue(news.take(new Notice.TextArrived(BOJAN, 1)));
        assertTrue(news.take(new Notice.TextArrived(8, 1)));
        assertTrue(news.takeMoved());
        assertFalse(news.takeMoved(), "told once");
    }

    @Test
    void whatConcernsOthersIsLeftOut() {
        assertFalse(news.take(new Notice.TextArrived(4, 1)));
        assertFalse(news.take(new Notice.ContactMoved(4, 5)));
        assertFalse(news.take(new Notice.DeliveryChanged(4, 1, Delivery.EXPIRED)));
        assertEquals(BOJAN, news.contact());
    }
}
