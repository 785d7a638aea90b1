/** What stores with offsets share: leases, attempts, order per key and acknowledgements of a group. */
@NullMarked
package dev.welkin.events.internal.engine;

import org.jspecify.annotations.NullMarked;
