package dev.welkin.credentials;

import dev.welkin.config.Options;

/**
 * One entry of the section {@code accounts}: {@code prod: { provider: aws, profile: prod }}. Immutable; prints its
 * secrets as {@code ***}.
 *
 * @param name what targets call it, as in {@code s3://photos?account=prod}
 * @param provider whose account it is, for example {@code aws}
 * @param options all fields, {@code provider} included
 */
public record Account(String name, String provider, Options options) {}
