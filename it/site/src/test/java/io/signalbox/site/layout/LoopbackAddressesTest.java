package io.signalbox.site.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackAddressesTest {
    private final LoopbackAddresses addresses = new LoopbackAddresses(3);

    @Test
    void givesEachHostAnAddressOfItsOwn() {
        assertThat(addresses.balancer()).isEqualTo("127.0.3.1");
        assertThat(addresses.host("lb1")).isEqualTo("127.0.3.1");
        assertThat(addresses.host("lb4")).isEqualTo("127.0.3.4");
        assertThat(addresses.host("db1")).isEqualTo("127.0.3.11");
        assertThat(addresses.host("db5")).isEqualTo("127.0.3.15");
    }

    @Test
    void namesNoAddressTwice() {
        List<Endpoint> endpoints = new ArrayList<>(addresses.endpoints(Names.proxies(16), Names.databases(5)));
        endpoints.addAll(new ControlHosts(3, addresses).endpoints());

        assertThat(endpoints).extracting(Endpoint::address).doesNotHaveDuplicates();
        assertThat(endpoints)
                .extracting(Endpoint::process)
                .contains("lb1/controller", "db5/mysqld", "db2/web", "lb2/haproxy", "c2/etcd", "c3/controller");
    }
}
