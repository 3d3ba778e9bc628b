/** InfluxDB as a store of series. */
@NullMarked
package io.qbrain.data.influx;

import org.jspecify.annotations.NullMarked;
