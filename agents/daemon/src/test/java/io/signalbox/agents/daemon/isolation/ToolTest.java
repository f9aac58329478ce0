package io.signalbox.agents.daemon.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToolTest {

    @Test
    void aRemarkOnTablesOfAnOlderKindIsNoComplaint() {
        assertThat(Tool.complaint("# Warning: iptables-legacy tables present, use iptables-legacy to see them\n"))
                .isEmpty();
    }

    @Test
    void whatFollowsARemarkIsAComplaint() {
        assertThat(Tool.complaint("# Warning: tables present\nss: cannot do that\n"))
                .isEqualTo("ss: cannot do that");
    }
}
