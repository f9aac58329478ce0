package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Order;
import io.signalbox.mysql.act.MysqlAct;

/** Which orders cut in on a program in progress, and what may be given up for them in the middle. */
final class Precedence {
    private Precedence() {}

    /** These must not wait behind a program that waits. */
    static boolean cutsIn(Order order) {
        return order instanceof Order.Fence || order instanceof Order.Detach || order instanceof Order.Rewind;
    }

    /**
     * Whether {@code effect} may be abandoned for {@code order}. What only looks or waits always may. What changes
     * mysqld may not, as it could take effect after what follows; unless what follows is its death.
     */
    static boolean yields(AgentEffect effect, Order order) {
        return switch (effect) {
            case AgentEffect.Act act -> onlyLooks(act.act()) || order instanceof Order.Fence;
            case AgentEffect.Pause pause -> true;
            case AgentEffect.StartMysqld start -> order instanceof Order.Fence || order instanceof Order.Rewind;
            case AgentEffect.StopMysqld stop -> order instanceof Order.Fence;
            case AgentEffect.Remember remember -> false;
            case AgentEffect.KillMysqld kill -> false;
            case AgentEffect.CutTail cut -> false;
            case AgentEffect.Measure measure -> true;
            case AgentEffect.SaveLeftovers save -> true;
            case AgentEffect.ForgetPast forget -> false;
            case AgentEffect.TurnAway turn -> false;
            case AgentEffect.ApplyRoute route -> false;
            case AgentEffect.Abandon abandon -> false;
            case AgentEffect.Reply reply -> false;
            case AgentEffect.Say say -> false;
        };
    }

    private static boolean onlyLooks(MysqlAct act) {
        return act instanceof MysqlAct.WaitForExecuted
                || act instanceof MysqlAct.ReadSets
                || act instanceof MysqlAct.ReadHistory
                || act instanceof MysqlAct.CheckSource
                || act instanceof MysqlAct.CountWaiting;
    }
}
