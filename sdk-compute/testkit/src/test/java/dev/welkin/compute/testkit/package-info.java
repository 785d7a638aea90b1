/** The contract on the backends that come with the API, and what is special to them. */
@NullMarked
package dev.welkin.compute.testkit;

import org.jspecify.annotations.NullMarked;
