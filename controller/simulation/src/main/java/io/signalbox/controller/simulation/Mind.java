package io.signalbox.controller.simulation;

import io.signalbox.agents.core.AgentCore;
import io.signalbox.agents.core.AgentEffect;
import io.signalbox.agents.core.AgentEvent;
import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.core.AgentSettings;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.controller.core.analysis.Problem;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.kernel.Kernel;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.List;

/** The shipped minds, as the world sees them; tests put damaged ones in their place. */
final class Mind {
    private Mind() {}

    /** Decides for a cluster. */
    interface OfController {
        List<Effect> handle(Event event);

        /** What it finds wrong now. */
        List<Problem> problems();

        static OfController shipped(ClusterSettings settings) {
            Kernel kernel = new Kernel(settings);
            return new OfController() {
                @Override
                public List<Effect> handle(Event event) {
                    return kernel.handle(event);
                }

                @Override
                public List<Problem> problems() {
                    return kernel.problems();
                }
            };
        }
    }

    /** Decides for a server. */
    interface OfAgent {
        List<AgentEffect> handle(AgentEvent event);

        AgentMemory memory();

        ProcessState process();

        String processDetail();

        /** What was received once and is not there any more. */
        GtidSet ebbed();

        static OfAgent shipped(AgentSettings settings, AgentMemory memory) {
            AgentCore core = new AgentCore(settings, memory);
            return new OfAgent() {
                @Override
                public List<AgentEffect> handle(AgentEvent event) {
                    return core.handle(event);
                }

                @Override
                public AgentMemory memory() {
                    return core.memory();
                }

                @Override
                public ProcessState process() {
                    return core.process();
                }

                @Override
                public String processDetail() {
                    return core.processDetail();
                }

                @Override
                public GtidSet ebbed() {
                    return core.ebbed();
                }
            };
        }
    }

    /** Makes agents' minds. */
    interface AgentMaker {
        OfAgent make(AgentSettings settings, AgentMemory memory);
    }

    /** Makes controllers' minds. */
    interface ControllerMaker {
        OfController make(ClusterSettings settings);
    }
}
