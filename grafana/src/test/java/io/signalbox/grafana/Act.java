package io.signalbox.grafana;

import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.FaultFailure;

/** A fault in two statements. */
record Act(String sentence, Statement does, Statement undoes) implements Fault {
    /** Anything. */
    interface Statement {
        void run() throws Exception;
    }

    @Override
    public void inject() {
        run(does);
    }

    @Override
    public void heal() {
        run(undoes);
    }

    private void run(Statement statement) {
        try {
            statement.run();
        } catch (Exception e) {
            throw new FaultFailure(sentence + ": " + e);
        }
    }
}
