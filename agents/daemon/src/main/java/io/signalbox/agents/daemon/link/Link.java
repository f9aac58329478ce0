package io.signalbox.agents.daemon.link;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import java.util.function.Consumer;

/** One controller's link, from its greeting to its end. For one thread. */
final class Link {

    /** What a link needs of the agent. */
    interface House {
        void obey(Command command, Consumer<Answer> reply);

        /** The controller has proven itself: reports may go to it, from the present one on. */
        void linked(Link link, String controller);

        /** The controller wants to be told of examinations: the present one first. */
        void examine(Link link);

        void denied(String why);

        void malformed(String why);
    }

    /** The longest claim; nobody unproven may send more. */
    private static final int LONGEST_CLAIM = 1024;

    private static final int LONGEST_NAME = 64;

    private final Outlet outlet;
    private final Outbox outbox;
    private final Doorkeeper doorkeeper;
    private final House house;
    private final Frame.Greeting greeting;
    private State state = State.GREETED;
    private boolean passedOver;
    private boolean examines;

    private enum State {
        GREETED,
        OPEN,
        CLOSED
    }

    Link(Outlet outlet, Doorkeeper doorkeeper, House house) {
        this.outlet = outlet;
        this.outbox = new Outbox(outlet);
        this.doorkeeper = doorkeeper;
        this.house = house;
        this.greeting = doorkeeper.greeting();
    }

    /** The agent speaks first. */
    void greet() {
        outlet.send(Wire.encode(greeting));
    }

    void receive(String text) {
        switch (state) {
            case GREETED -> claimed(text);
            case OPEN -> ordered(text);
            case CLOSED -> {}
        }
    }

    void report(String text) {
        if (state == State.OPEN) {
            outbox.report(text);
        }
    }

    /** Only to a controller that asked. */
    void examined(String text) {
        if (state == State.OPEN && examines) {
            outbox.examination(text);
        }
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    void drained() {
        outbox.flush();
    }

    void ended() {
        state = State.CLOSED;
    }

    /** The peer said nothing within its time. */
    void expire() {
        if (state == State.GREETED) {
            deny("no claim came");
        }
    }

    private void claimed(String text) {
        if (text.length() > LONGEST_CLAIM) {
            deny("a claim is shorter");
            return;
        }
        try {
            if (Wire.decode(text) instanceof Frame.Claim claim && isPlain(claim.controller())) {
                judge(claim);
            } else {
                deny("a claim must come first");
            }
        } catch (MalformedMessage e) {
            deny("a claim must come first");
        }
    }

    private void judge(Frame.Claim claim) {
        if (!doorkeeper.believes(greeting, claim)) {
            deny("the proof is wrong");
            return;
        }
        state = State.OPEN;
        outlet.send(Wire.encode(doorkeeper.welcome(greeting, claim)));
        house.linked(this, claim.controller());
    }

    private void deny(String reason) {
        state = State.CLOSED;
        outlet.send(Wire.encode(new Frame.Denied(reason)));
        outlet.close(reason);
        house.denied(reason);
    }

    /** A frame that is none, or is not for an agent, is passed over: it came over a proven link. */
    private void ordered(String text) {
        try {
            switch (Wire.decode(text)) {
                case Frame.Ordered order -> house.obey(order.command(), this::answer);
                case Frame.Examine examine -> {
                    examines = true;
                    house.examine(this);
                }
                default -> passOver("only orders are taken here");
            }
        } catch (MalformedMessage e) {
            passOver(String.valueOf(e.getMessage()));
        }
    }

    /** Told once: a peer that sends nothing else must not fill the log. */
    private void passOver(String why) {
        if (!passedOver) {
            passedOver = true;
            house.malformed(why);
        }
    }

    private void answer(Answer answer) {
        if (state == State.OPEN) {
            outbox.answer(Wire.encode(new Frame.Answered(answer)));
        }
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty() && name.length() <= LONGEST_NAME && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
