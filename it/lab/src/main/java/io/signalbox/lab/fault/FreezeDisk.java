package io.signalbox.lab.fault;

/** The disk answers no write any more and refuses none: whoever forces a file waits. Reads go on. fsfreeze(8). */
public record FreezeDisk(SmallDisk disk) implements Fault {

    @Override
    public void inject() {
        Tool.run("fsfreeze", "-f", disk.data().toString());
    }

    /** One that is not frozen refuses to be thawed, which is as good. */
    @Override
    public void heal() {
        Tool.succeeds("fsfreeze", "-u", disk.data().toString());
    }

    @Override
    public String sentence() {
        return "the disk of " + disk.server() + " stands still";
    }
}
