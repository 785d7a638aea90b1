package dev.welkin.storage.jclouds;

import dev.welkin.Secret;
import java.net.URI;
import java.time.Instant;

/**
 * What signing in gave.
 *
 * @param accountId whose account it is
 * @param api where the API is asked, without a slash at its end
 * @param downloads where bytes are read, without a slash at its end
 * @param token goes with every request but uploads
 * @param expires when the token ends
 */
record B2Access(String accountId, URI api, URI downloads, Secret token, Instant expires) {}
