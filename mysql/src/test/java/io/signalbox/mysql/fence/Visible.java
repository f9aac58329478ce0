package io.signalbox.mysql.fence;

/** Whether readers of the old primary see the row, before any replica has returned. */
enum Visible {
    NO("no"),
    YES("**yes**"),
    AFTER_THE_RESTART("**yes**, once it is started again");

    private final String words;

    Visible(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
