package io.signalbox.controller.daemon.api;

import static io.signalbox.controller.daemon.api.Shapes.list;
import static io.signalbox.controller.daemon.api.Shapes.millis;
import static io.signalbox.controller.daemon.api.Shapes.word;

import io.signalbox.mysql.doctor.Check;
import io.signalbox.mysql.doctor.Doctor;
import io.signalbox.mysql.doctor.Finding;
import io.signalbox.mysql.doctor.Patient;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Findings as JSON, in the names of the contract. */
final class DoctorShape {
    private DoctorShape() {}

    static JsonObject of(List<Patient> patients) {
        List<Finding> findings = Doctor.findings(patients);
        return new JsonObject()
                .put(
                        "sound",
                        findings.stream().noneMatch(f -> f.check().severity().voidsPromise()))
                .put("servers", list(patients, DoctorShape::patient))
                .put("items", list(findings, DoctorShape::finding));
    }

    private static JsonObject patient(Patient patient) {
        JsonObject json = new JsonObject().put("name", patient.server());
        patient.examination().ifPresent(seen -> json.put("examinedAgeMillis", millis(patient.age())));
        return json;
    }

    private static JsonObject finding(Finding finding) {
        Check check = finding.check();
        return new JsonObject()
                .put("code", word(check))
                .put("server", finding.server())
                .put("severity", word(check.severity()))
                .put("promise", check.promise().name())
                .put("promised", check.promise().sentence())
                .put("evidence", finding.evidence())
                .put("sentence", check.sentence())
                .put("mend", check.mend());
    }
}
