/**
 * Whole sites under test. {@link io.signalbox.lab.site.LabSite} is one API for a site, whatever its servers are: processes of this
 * machine ({@link io.signalbox.lab.site.LocalSite}) or containers ({@code container.ComposedSite}, on Testcontainers). What must hold on
 * both is in {@link io.signalbox.lab.site.SiteContract}; a test class for each backing extends it.
 */
package io.signalbox.lab.site;
