/** Services that note what they are asked for, for the tests of what calls them. */
@Export
@Version("1.1.0")
@NullMarked
package io.qbrain.testkit.fake;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
