package io.signalbox.site.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.Secrets;
import io.signalbox.site.render.EtcdNames;
import io.signalbox.site.render.SitePlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;

/** Makes the accounts of a site's etcd, and shuts out whoever has none. Does nothing where that was done already. */
public record EtcdAccounts(SitePlan plan, Secrets secrets) {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration CALL = Duration.ofSeconds(5);
    private static final JsonMapper MAPPER = new JsonMapper();

    public void create() throws IOException, InterruptedException {
        ControlHosts control = plan.control();
        if (control.members().isEmpty()) {
            return;
        }
        secrets.create(plan.layout().etcdPassword(EtcdNames.ROOT));
        secrets.create(plan.layout().etcdPassword(EtcdNames.ACCOUNT));
        try (HttpClient http = client()) {
            Calls calls = new Calls(http, control.clientUrl(control.members().getFirst()));
            if (!Deadline.in(BOUND).await(() -> calls.answers())) {
                throw new SiteFailure("etcd did not answer within " + BOUND.toSeconds() + " s; see the log of etcd on "
                        + control.host(control.members().getFirst()) + ".");
            }
            if (calls.open()) {
                create(calls);
            }
        }
    }

    private HttpClient client() throws IOException {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CALL);
        if (plan.addresses().etcdIsAway()) {
            try {
                builder.sslContext(Trust.of(plan.layout().etcdAuthority()));
            } catch (GeneralSecurityException e) {
                throw new SiteFailure(plan.layout().etcdAuthority() + " cannot be used: " + e.getMessage(), e);
            }
        }
        return builder.build();
    }

    private void create(Calls calls) throws IOException, InterruptedException {
        ObjectNode everything = MAPPER.createObjectNode()
                .put("permType", "READWRITE")
                .put("key", encoded(EtcdNames.PREFIX))
                .put("range_end", encoded(EtcdNames.PREFIX.replaceAll("/$", "0"))); // 0 is the character behind /
        for (String account : new String[] {EtcdNames.ROOT, EtcdNames.ACCOUNT}) {
            calls.make("role/add", named(account));
            calls.make(
                    "user/add",
                    named(account).put("password", secrets.read(plan.layout().etcdPassword(account))));
            calls.make(
                    "user/grant", MAPPER.createObjectNode().put("user", account).put("role", account));
        }
        calls.make("role/grant", named(EtcdNames.ACCOUNT).set("perm", everything));
        calls.make("enable", MAPPER.createObjectNode());
    }

    private static ObjectNode named(String account) {
        return MAPPER.createObjectNode().put("name", account);
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of one member's JSON gateway. */
    private record Calls(HttpClient http, String url) {
        /** Whether the member works, for a stranger or for those who are known. */
        boolean answers() {
            try {
                int status = post("/v3/kv/range", MAPPER.createObjectNode().put("key", encoded("x")))
                        .status();
                return status == 200 || status / 100 == 4;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Whether a stranger may read. */
        boolean open() throws IOException, InterruptedException {
            return post("/v3/kv/range", MAPPER.createObjectNode().put("key", encoded("x")))
                            .status()
                    == 200;
        }

        /** What an interrupted start made already may be there. */
        void make(String what, JsonNode body) throws IOException, InterruptedException {
            Answer answer = post("/v3/auth/" + what, body);
            if (answer.status() != 200 && !answer.text().contains("already exists")) {
                throw new SiteFailure("etcd refused " + what + ": " + answer.text());
            }
        }

        private Answer post(String path, JsonNode body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(CALL)
                    .POST(BodyPublishers.ofString(body.toString()))
                    .build();
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        }
    }

    private record Answer(int status, String text) {}
}
