package io.signalbox.agents.daemon.gate;

import io.signalbox.mysql.binlog.CutPlan;

/** The end of the binlog cannot rightly be cut; the message says why. */
public final class CutRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final CutPlan.Obstacle obstacle;

    CutRefused(CutPlan.Impossible impossible) {
        super(impossible.sentence());
        this.obstacle = impossible.obstacle();
    }

    public CutPlan.Obstacle obstacle() {
        return obstacle;
    }
}
