package io.signalbox.controller.daemon.recorder;

import org.jspecify.annotations.Nullable;

/** A file that is no recording, or not one that this build can read to its end; the message is a sentence. */
public final class UnreadableRecording extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableRecording(String sentence) {
        super(sentence);
    }

    UnreadableRecording(String sentence, @Nullable Exception cause) {
        super(sentence, cause);
    }
}
