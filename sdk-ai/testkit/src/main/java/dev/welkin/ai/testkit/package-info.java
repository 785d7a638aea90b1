/**
 * The contracts every chat backend passes. A backend gives a {@link dev.welkin.ai.testkit.ChatFixture} and one small
 * test class per contract; what it does not declare in its capabilities is skipped, what it declares must pass. Every
 * test runs with a {@link dev.welkin.testkit.Canary}: it fails if a prompt or a key is seen where neither belongs.
 */
@NullMarked
package dev.welkin.ai.testkit;

import org.jspecify.annotations.NullMarked;
