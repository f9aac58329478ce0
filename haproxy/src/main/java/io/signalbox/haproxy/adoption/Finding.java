package io.signalbox.haproxy.adoption;

/**
 * What keeps Signalbox from driving a HAProxy, or makes a promise weaker.
 *
 * @param place a line of the file, or what is mapped
 */
public record Finding(Weight weight, String place, String sentence) {
    /** How much it matters. */
    public enum Weight {
        /** It cannot be driven so. */
        MISSING,
        /** It can, and clients notice more than they must. */
        WEAKER
    }
}
