/**
 * Drills: what becomes of a platform that trades on paper while a server freezes or dies, the disk
 * fills up, or a start meets a wrong password or a wrong schema. {@link
 * io.qbrain.container.faults.Faults} runs them from the command line; each prints what it saw and
 * compares what the journal, the venue and the mirrors hold afterwards.
 */
@NullMarked
package io.qbrain.container.faults;

import org.jspecify.annotations.NullMarked;
