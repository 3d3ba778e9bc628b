/**
 * Feeds: {@link io.qbrain.feed.camel.FileFeed} reads bar files by a Camel route, {@link
 * io.qbrain.feed.camel.SimulatorFeed} makes a market of its own, {@link
 * io.qbrain.feed.camel.HttpFeed} and {@link io.qbrain.feed.camel.WebSocketFeed} bring what happens
 * now. All hand their events to a {@link io.qbrain.feed.camel.Delivery}.
 */
@NullMarked
package io.qbrain.feed.camel;

import org.jspecify.annotations.NullMarked;
