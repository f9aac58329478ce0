package io.signalbox.agents.protocol;

import io.signalbox.mysql.gtid.GtidSet;
import java.util.SortedMap;

/** What became of a command. No answer at all means: unknown, read again. */
public record Answer(String commandId, String server, Token token, Result result) {

    /** The detail of a Detach with what this server once had received and lacks now; absent when that is nothing. */
    public static final String LOST = "received.lost";

    /** How a command ended. */
    public sealed interface Result {}

    /**
     * Done, or already so.
     *
     * @param executed read after the act
     * @param received executed and retrieved together; for {@link Order.Holds} the whole history, waiting commits included
     * @param details names and values for the journal and the receipt (such as {@code tail.file}, {@code tail.gtids})
     */
    public record Done(GtidSet executed, GtidSet received, SortedMap<String, String> details) implements Result {}

    /** Not begun: the agent may not, and says why. */
    public record Refused(Refusal code, String sentence) implements Result {}

    /** Begun and not finished; the state must be read again. */
    public record Failed(String code, String sentence) implements Result {
        /** A Rewind met what defeats a cut; the sentence begins with it ({@code ENCRYPTED}). Asked again, it meets it again. */
        public static final String CANNOT_CUT = "CANNOT_CUT";
    }

    /** Why an agent does not begin. */
    public enum Refusal {
        TOKEN_IS_OLD,
        EPOCH_IS_OLD,
        COMMITS_ARE_WAITING,
        MYSQLD_IS_DOWN,
        NOT_THIS_KIND_OF_SERVER,
        /** A copy of another server's data was begun here and is not whole: only the copy may go on, or begin again. */
        DATA_IS_NOT_WHOLE,
        /** What this server once had received, and was told that it holds, is gone. */
        RECEIVED_IS_LOST,
        BUSY
    }
}
