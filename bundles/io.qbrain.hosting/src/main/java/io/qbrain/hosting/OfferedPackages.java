package io.qbrain.hosting;

import io.qbrain.verifier.HostOffer;
import io.qbrain.verifier.OsgiVersion;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWiring;

/** Reads off the framework which versions of the strategy SPI it offers. */
final class OfferedPackages {
  private OfferedPackages() {}

  static HostOffer of(BundleContext context) {
    Map<String, OsgiVersion> offered = new TreeMap<>();
    for (Bundle bundle : context.getBundles()) {
      BundleWiring wiring = bundle.adapt(BundleWiring.class);
      if (wiring != null && !GuestBundles.isGuest(bundle)) {
        wiring
            .getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
            .forEach(capability -> add(capability, offered));
      }
    }
    return HostOffer.of(offered);
  }

  private static void add(BundleCapability capability, Map<String, OsgiVersion> offered) {
    Object name = capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
    Object version = capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE);
    if (name instanceof String text && HostOffer.PACKAGES.contains(text) && version != null) {
      OsgiVersion found = OsgiVersion.parse(version.toString());
      offered.merge(text, found, (a, b) -> a.compareTo(b) < 0 ? b : a);
    }
  }
}
