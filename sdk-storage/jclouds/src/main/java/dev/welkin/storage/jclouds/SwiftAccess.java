package dev.welkin.storage.jclouds;

import dev.welkin.Secret;
import java.net.URI;
import java.time.Instant;

/**
 * What signing in gave.
 *
 * @param storage the URL of the account's object store, without a slash at its end
 * @param token goes with every request
 * @param expires when the token ends
 */
record SwiftAccess(URI storage, Secret token, Instant expires) {}
