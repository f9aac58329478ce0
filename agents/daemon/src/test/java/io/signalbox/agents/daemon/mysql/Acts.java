package io.signalbox.agents.daemon.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.core.AgentEvent.Acted;
import io.signalbox.agents.daemon.mysql.ActOutcome.Failed;
import io.signalbox.agents.daemon.mysql.ActOutcome.Performed;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.act.MysqlAct.ChangeSource;
import io.signalbox.mysql.act.MysqlAct.CheckSource;
import io.signalbox.mysql.act.MysqlAct.Open;
import io.signalbox.mysql.act.MysqlAct.ReadSets;
import io.signalbox.mysql.act.MysqlAct.SetSemiSyncReplica;
import io.signalbox.mysql.act.MysqlAct.SetSemiSyncSource;
import io.signalbox.mysql.act.MysqlAct.StartApplier;
import io.signalbox.mysql.act.MysqlAct.StartReceiver;
import io.signalbox.mysql.act.MysqlAct.StopReceiver;
import io.signalbox.mysql.act.MysqlAct.WaitForExecuted;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.mysql.gtid.GtidSet;
import io.signalbox.mysql.real.RealMysql;
import java.time.Duration;

/** The orders of the protocol, spelled as acts on one server. */
final class Acts implements AutoCloseable {
    static final Duration BOUND = Duration.ofSeconds(10);

    private final RealMysql server;
    private final ActSession session;

    Acts(RealMysql server) {
        this.server = server;
        MysqlAccess access = Access.to(server);
        this.session = new ActSession(access, new CloneWatch(access, () -> {}));
    }

    Performed does(MysqlAct act) {
        ActOutcome outcome = session.perform(act, BOUND);
        assertThat(outcome).as("%s at %s", act, server.name()).isInstanceOf(Performed.class);
        return (Performed) outcome;
    }

    Failed fails(MysqlAct act) {
        return fails(act, BOUND);
    }

    Failed fails(MysqlAct act, Duration bound) {
        ActOutcome outcome = session.perform(act, bound);
        assertThat(outcome).as("%s at %s", act, server.name()).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    void attach(RealMysql source, boolean semiSync) {
        attach(source.host(), RealMysql.PORT, semiSync);
    }

    void attach(String host, int port, boolean semiSync) {
        does(new StopReceiver());
        does(new SetSemiSyncReplica(semiSync));
        does(new ChangeSource(host, port, server.host(), AccountNames.replication(server.name())));
        does(new StartReceiver());
        // An applier's commits would wait for acknowledgements too.
        does(new SetSemiSyncSource(false));
        does(new StartApplier());
    }

    boolean follows(RealMysql source, boolean acknowledges) {
        ChangeSource wanted =
                new ChangeSource(source.host(), RealMysql.PORT, server.host(), AccountNames.replication(server.name()));
        return Boolean.parseBoolean(
                does(new CheckSource(wanted, acknowledges)).details().get(Acted.FOLLOWS));
    }

    Performed detach() {
        return does(new StopReceiver());
    }

    void open(boolean sourceSide, int count) {
        does(new Open(count, sourceSide));
    }

    GtidSet executed() {
        return does(new ReadSets()).executed();
    }

    void catchUpWith(Acts source) {
        does(new WaitForExecuted(source.executed(), BOUND));
    }

    ActSession session() {
        return session;
    }

    @Override
    public void close() {
        session.close();
    }
}
