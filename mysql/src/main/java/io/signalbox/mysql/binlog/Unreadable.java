package io.signalbox.mysql.binlog;

import io.signalbox.mysql.binlog.CutPlan.Obstacle;

/** A file that is not what this package can read; a value inside, so that a cut can be refused with a reason. */
final class Unreadable extends Exception {
    private final Obstacle obstacle;

    Unreadable(Obstacle obstacle, String sentence) {
        super(sentence);
        this.obstacle = obstacle;
    }

    CutPlan.Impossible impossible() {
        return new CutPlan.Impossible(obstacle, String.valueOf(getMessage()));
    }
}
