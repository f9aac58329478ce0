package io.signalbox.haproxy.certificate;

/** A file that cannot be a server's certificate; the message is a sentence for people, without anything of the key. */
public final class CertificateRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Flaw flaw;

    public CertificateRefused(Flaw flaw, String sentence) {
        super(sentence);
        this.flaw = flaw;
    }

    public Flaw flaw() {
        return flaw;
    }
}
