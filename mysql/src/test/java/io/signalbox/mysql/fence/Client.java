package io.signalbox.mysql.fence;

/** What became of the client whose commit waited. */
enum Client {
    /** It was told that its write is done. */
    ACKNOWLEDGED("**OK**"),
    /** Its connection ended without an answer: it knows that it does not know. */
    LOST("connection lost"),
    /** Nothing, for as long as the test looks on. */
    STAYS_BLOCKED("stays blocked");

    private final String words;

    Client(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
