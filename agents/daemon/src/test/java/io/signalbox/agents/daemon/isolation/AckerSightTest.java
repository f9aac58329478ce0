package io.signalbox.agents.daemon.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.mysql.Account;
import io.signalbox.agents.daemon.mysql.FenceSession;
import io.signalbox.agents.daemon.mysql.MysqlAccess;
import io.signalbox.mysql.dialect.CloneLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AckerSightTest {
    private static final String HERE = "127.0.203.49";
    private static final int PORT = 3306;

    /** At the agent's start; no mysqld is asked, as none may run. */
    @Test
    void theFirstLookIsHadBeforeItIsNeededWhateverBecomesOfIt() {
        List<Integer> asked = new ArrayList<>();
        AckerSight sight = sight(port -> {
            asked.add(port);
            throw new IOException("no memory");
        });

        sight.prepare();

        assertThat(asked).containsExactly(PORT);
    }

    private static AckerSight sight(ConnectionTable table) {
        Account account = new Account("nobody", "");
        FenceSession session = new FenceSession(
                new MysqlAccess("db1", HERE, PORT, account, account, account, account, CloneLimits.DEFAULT, account));
        return new AckerSight(session, InetAddress.ofLiteral(HERE), PORT, new KernelConnections(table));
    }
}
