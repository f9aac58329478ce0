package io.signalbox.site;

/** Something the operator can act on. The message is one whole sentence (or a few lines), and is all that is printed. */
public class SiteFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SiteFailure(String sentence) {
        super(sentence);
    }

    public SiteFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
