package io.signalbox.mysql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.signalbox.mysql.act.MysqlAct;
import org.junit.jupiter.api.Test;

class CloneStatementsTest {
    private static final MysqlAct.Clone HERE = new MysqlAct.Clone("127.0.1.12", 3306);
    private static final MysqlAct.Clone AFAR = new MysqlAct.Clone("db2.example", 3306);

    @Test
    void clientsCannotWriteWhileSuperReadOnlyIsOff() {
        assertThat(CloneStatements.prepare(HERE, new CloneLimits(20, 30, 2)))
                .extracting(Statement::sql)
                .containsExactly(
                        "SET GLOBAL read_only = ON",
                        "SET GLOBAL clone_valid_donor_list = '127.0.1.12:3306'",
                        "SET GLOBAL clone_max_data_bandwidth = 20",
                        "SET GLOBAL clone_max_network_bandwidth = 30",
                        "SET GLOBAL clone_max_concurrency = 2",
                        "SET GLOBAL super_read_only = OFF");
    }

    @Test
    void copiesOverTlsBetweenMachines() {
        assertThat(CloneStatements.copy(HERE, "sb_clone", "it's").sql())
                .isEqualTo("CLONE INSTANCE FROM 'sb_clone'@'127.0.1.12':3306 IDENTIFIED BY 'it''s'");
        assertThat(CloneStatements.copy(AFAR, "sb_clone", "x").sql()).endsWith("IDENTIFIED BY 'x' REQUIRE SSL");
    }

    @Test
    void showsNoPassword() {
        assertThat(CloneStatements.copy(HERE, "sb_clone", "hush").toString()).doesNotContain("hush");
    }

    @Test
    void refusesWhatIsNoHost() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CloneStatements.prepare(new MysqlAct.Clone("x,y", 1), CloneLimits.DEFAULT));
    }
}
