package io.signalbox.controller.daemon.doctor;

import io.signalbox.mysql.doctor.Doctor;
import io.signalbox.mysql.doctor.Finding;
import io.signalbox.mysql.doctor.Patient;
import java.util.List;

/** The servers of one cluster, as they were examined last. */
public record Ward(List<String> servers, Examinations examinations) {
    public List<Patient> patients() {
        return servers.stream().map(examinations::patient).toList();
    }

    /** Everything that is wrong now, the worst first. */
    public List<Finding> findings() {
        return Doctor.findings(patients());
    }
}
