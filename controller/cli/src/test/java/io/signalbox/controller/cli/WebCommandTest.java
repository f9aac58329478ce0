package io.signalbox.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebCommandTest {
    private static final String DONE =
            "{\"id\":\"op-1\",\"kind\":\"drain\",\"state\":\"done\",\"sentence\":\"web1 drains\"}";

    @TempDir
    Path dir;

    FakeController controller;
    Shell shell;

    @BeforeEach
    void site() throws IOException {
        controller = new FakeController().on("GET /backends", 200, "{\"items\":[" + web(3) + "]}");
        shell = Shell.at(dir, controller);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private static String web(int sessions) {
        return "{\"name\":\"web\",\"servers\":[{\"name\":\"web1\",\"wanted\":\"ready\",\"status\":\"up\",\"weight\":100,"
                + "\"sessions\":" + sessions
                + "},{\"name\":\"web2\",\"wanted\":\"ready\",\"status\":\"up\",\"weight\":100,"
                + "\"sessions\":0}]}";
    }

    @Test
    void findsTheBackendOfAServerThatIsNamedAlone() {
        controller.on("POST /backends/web/servers/web1/drain", 200, DONE);
        assertThat(shell.run("drain", "web1").exit()).isZero();
        assertThat(shell.run("drain", "web/web1", "--force").exit()).isZero();
        assertThat(controller.asked().getLast().body()).isEqualTo("{\"force\":true}");
    }

    @Test
    void saysWhichServersThereAreWhenTheNameIsUnknown() {
        Shell.Ran ran = shell.run("ready", "web9");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("Known: web/web1, web/web2");
    }

    @Test
    void saysWhenSessionsThatAreLeftAreCut() {
        controller.on("POST /backends/web/servers/web1/drain", 200, DONE);
        assertThat(shell.run("drain", "web/web1", "--deadline", "1500ms").exit())
                .isZero();
        assertThat(controller.asked().getLast().body()).isEqualTo("{\"deadlineMs\":1500}");
    }

    @Test
    void setsAWeight() {
        controller.on("PATCH /backends/web/servers/web2", 200, DONE);
        assertThat(shell.run("weight", "web/web2", "50").exit()).isZero();
        assertThat(controller.asked("PATCH /backends/web/servers/web2").body()).isEqualTo("{\"weight\":50}");
    }

    @Test
    void showsTheServersOfABackend() {
        controller.on("GET /backends/web", 200, web(3));
        assertThat(shell.run("backends").out()).contains("web1    ready   up      100     3         -");
        assertThat(shell.run("backends", "web").out())
                .isEqualTo(shell.run("backends").out());
    }
}
