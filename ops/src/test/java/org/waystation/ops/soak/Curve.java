package org.waystation.ops.soak;

import java.util.ArrayList;
import java.util.List;

/** What was measured of one thing over time. One thread. */
final class Curve {
    private final List<Point> points = new ArrayList<>();

    /** @param seconds since the beginning */
    record Point(double seconds, double value) {}

    void add(double seconds, double value) {
        points.add(new Point(seconds, value));
    }

    List<Point> points() {
        return points;
    }

    Point last() {
        return points.get(points.size() - 1);
    }

    List<Point> from(double seconds) {
        return points.stream().filter(each -> each.seconds >= seconds).toList();
    }
}
