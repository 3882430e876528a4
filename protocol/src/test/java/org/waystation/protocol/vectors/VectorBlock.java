package org.waystation.protocol.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.waystation.protocol.Hex;

/** One case: lines {@code name: text} and {@code name = hex}, in order; a name may come more than once. */
public final class VectorBlock {
    private record Line(String name, String text, boolean isBytes) {}

    private final String place;
    private final List<Line> lines = new ArrayList<>();

    VectorBlock(String place) {
        this.place = place;
    }

    void add(String line) {
        int colon = line.indexOf(": ");
        int equals = line.indexOf(" =");
        boolean isBytes = colon < 0 || (equals >= 0 && equals < colon);
        int end = isBytes ? equals : colon;
        if (end < 0) {
            throw new IllegalStateException("neither text nor bytes: " + place + ": " + line);
        }
        lines.add(new Line(line.substring(0, end), line.substring(end + 2).strip(), isBytes));
    }

    public String what() {
        return word("what");
    }

    public boolean isRefused() {
        return switch (word("expect")) {
            case "ok" -> false;
            case "refused" -> true;
            default -> throw new IllegalStateException("neither ok nor refused: " + this);
        };
    }

    /** The text of that name, which must be there. */
    public String word(String name) {
        return find(name, false).orElseThrow(() -> new IllegalStateException("no " + name + ": " + place));
    }

    public int number(String name) {
        return Integer.parseInt(word(name));
    }

    public boolean has(String name) {
        return find(name, true).isPresent() || find(name, false).isPresent();
    }

    /** The bytes of that name, which must be there. */
    public byte[] bytes(String name) {
        return Hex.bytes(find(name, true).orElseThrow(() -> new IllegalStateException("no " + name + ": " + place)));
    }

    /** All bytes of that name, in order. */
    public byte[][] all(String name) {
        return lines.stream()
                .filter(line -> line.isBytes() && line.name().equals(name))
                .map(line -> Hex.bytes(line.text()))
                .toArray(byte[][]::new);
    }

    private Optional<String> find(String name, boolean isBytes) {
        return lines.stream()
                .filter(line -> line.isBytes() == isBytes && line.name().equals(name))
                .map(Line::text)
                .findFirst();
    }

    /** Where the case stands, and what it says of itself. */
    @Override
    public String toString() {
        StringBuilder said = new StringBuilder(place);
        for (Line line : lines) {
            if (!line.isBytes()) {
                said.append(", ").append(line.name()).append(": ").append(line.text());
            }
        }
        return said.toString();
    }
}
