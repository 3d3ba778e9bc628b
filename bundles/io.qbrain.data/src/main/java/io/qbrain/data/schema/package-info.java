/** How the database is reached and shaped: connections, migrations, entity managers. */
@NullMarked
package io.qbrain.data.schema;

import org.jspecify.annotations.NullMarked;
