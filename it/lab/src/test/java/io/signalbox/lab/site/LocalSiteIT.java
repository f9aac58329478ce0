package io.signalbox.lab.site;

/** What must hold on every backing, on processes of this machine. */
class LocalSiteIT extends SiteContract {
    @Override
    protected LabSite start() throws Exception {
        return LocalSite.start(2);
    }
}
