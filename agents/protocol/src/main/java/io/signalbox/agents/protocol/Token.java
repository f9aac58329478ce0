package io.signalbox.agents.protocol;

/**
 * A fencing token. The term belongs to a leader's time in office; the sequence grows with every command of that leader,
 * so that whatever undoes a command outranks it even when the command itself is late.
 */
public record Token(long term, long sequence) implements Comparable<Token> {
    /** Lower than every token that a leader can issue. */
    public static final Token NONE = new Token(0, 0);

    @Override
    public int compareTo(Token other) {
        int byTerm = Long.compare(term, other.term);
        return byTerm != 0 ? byTerm : Long.compare(sequence, other.sequence);
    }

    public boolean outranks(Token other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return term + "." + sequence;
    }
}
