/** What the tab key offers. A completer offers nothing while its service is not there. */
@NullMarked
package io.qbrain.shell.completion;

import org.jspecify.annotations.NullMarked;
