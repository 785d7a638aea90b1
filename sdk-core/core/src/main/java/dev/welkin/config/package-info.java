/** What welkin.yaml says: named targets, accounts and options, each with the place it was written at. */
@NullMarked
package dev.welkin.config;

import org.jspecify.annotations.NullMarked;
