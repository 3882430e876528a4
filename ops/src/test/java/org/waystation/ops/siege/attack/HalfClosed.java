package org.waystation.ops.siege.attack;

/** Ends its own half of the connection and leaves the other open. */
final class HalfClosed implements Attack {
    private static final int MOST = 1_000;
    private static final int PER_SECOND = 50;

    private final Callers callers;
    private final Pace connecting = new Pace(PER_SECOND);

    HalfClosed(Camp camp) {
        this.callers = new Callers(camp, MOST);
    }

    @Override
    public void tick() {
        for (int due = connecting.due(); due > 0; due--) {
            callers.dial(caller -> {
                caller.hello();
                caller.hangUpHalf();
            });
        }
    }
}
