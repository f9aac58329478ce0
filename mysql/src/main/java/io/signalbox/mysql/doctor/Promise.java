package io.signalbox.mysql.doctor;

/** What Signalbox promises; a check names the one that its finding concerns. */
public enum Promise {
    P1("no acknowledged write is lost"),
    P2("at most one server acknowledges writes"),
    P4("a failover is fast"),
    P5("slow is not dead"),
    P7("nothing is open by default");

    private final String sentence;

    Promise(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
