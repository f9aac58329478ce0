package io.signalbox.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;

class ClusterStateTest {
    private static ClusterState state(boolean writable, boolean proven, String ackers, String db2, String db3)
            throws Exception {
        return ClusterState.of(new JsonMapper().readTree("""
                {"name":"main","epoch":4,"primary":"db1","ackers":%s,"k":1,"proven":%s,"mode":"automatic","writable":%s,
                 "servers":[{"name":"db1","role":"primary","health":"ok"},
                            {"name":"db2",%s},{"name":"db3",%s}],
                 "problems":[]}""".formatted(ackers, proven, writable, db2, db3)));
    }

    private static final String OK = "\"role\":\"replica\",\"health\":\"ok\"";
    private static final String BOTH = "[\"db2\",\"db3\"]";

    @Test
    void isWholeWhenEveryOtherServerIsAHealthyReplicaThatAcknowledges() throws Exception {
        assertThat(state(true, true, BOTH, OK, OK).whole()).isTrue();
    }

    @Test
    void isNotWholeWhileItIsNotWritableOrNotProven() throws Exception {
        assertThat(state(false, true, BOTH, OK, OK).missing()).containsExactly("it is not writable");
        assertThat(state(true, false, BOTH, OK, OK).missing()).containsExactly("its record is not proven");
    }

    @Test
    void isNotWholeWhileAReplicaDoesNotAcknowledge() throws Exception {
        assertThat(state(true, true, "[\"db2\"]", OK, OK).missing()).containsExactly("db3 is replica, ok, no acker");
    }

    @Test
    void knowsWhenAServerIsBack() throws Exception {
        String dead = "\"role\":\"none\",\"health\":\"dead\"";
        assertThat(state(true, true, BOTH, OK, dead).healthyReplica("db2")).isTrue();
        assertThat(state(true, true, BOTH, OK, dead).healthyReplica("db3")).isFalse();
        assertThat(state(true, true, BOTH, OK, dead).healthyReplica("db1")).isFalse();
    }

    @Test
    void readsAReceipt() throws Exception {
        Receipt receipt = Receipt.of(new JsonMapper().readTree("""
                {"id":"f-1","kind":"failover","result":"done","from":"db1","to":"db2","epoch":5,"startedAt":"2026-11-24T10:00:00.123Z",
                 "phases":{"detect":6.0,"revoke":14.5},"leftovers":{"db1":"/tails/1"}}"""));

        assertThat(receipt.done()).isTrue();
        assertThat(receipt.phases()).containsEntry("revoke", 14.5);
        assertThat(receipt.leftovers()).containsEntry("db1", "/tails/1");
    }
}
