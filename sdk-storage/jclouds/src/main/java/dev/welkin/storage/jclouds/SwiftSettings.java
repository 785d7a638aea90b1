package dev.welkin.storage.jclouds;

import dev.welkin.Secret;
import dev.welkin.config.Options;
import dev.welkin.config.Target;
import dev.welkin.credentials.Account;
import dev.welkin.spi.CloudContext;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/**
 * Where and as whom to sign in to Swift.
 *
 * @param endpoint the URL of the identity service, without a slash at its end
 * @param auth what it speaks
 * @param username who signs in
 * @param password with what
 * @param project the project (tenant), or "" where the service knows it; unused by TempAuth
 * @param domain the user's domain; used by Keystone v3 alone
 * @param projectDomain the project's domain; used by Keystone v3 alone
 * @param region the region, or "" where the catalog has one only
 */
record SwiftSettings(
        URI endpoint,
        SwiftAuth auth,
        String username,
        Secret password,
        String project,
        String domain,
        String projectDomain,
        String region) {
    private static final String ENDPOINT = "endpoint";
    private static final String ANY_DOMAIN = "Default";
    private static final Set<String> SIGN_IN = Set.of("username", "password", "project", "domain", "projectDomain");

    /** Reads the options of a target; who signs in may stand in the account that it names. */
    static SwiftSettings of(Target target, CloudContext context) {
        target.onlyOptions(with(SIGN_IN, ENDPOINT, "region", "account"));
        Options place = target.typed();
        Options user =
                context.account(target).map(account -> known(account, place)).orElse(place);
        URI endpoint = endpoint(place);
        String domain = user.text("domain").orElse(ANY_DOMAIN);
        return new SwiftSettings(
                endpoint,
                SwiftAuth.of(endpoint).orElseThrow(() -> place.invalid(ENDPOINT, "must end with " + SwiftAuth.ENDINGS)),
                required(user, "username"),
                user.secret("password").orElseThrow(() -> user.invalid("password", "must be given")),
                part(user, "project", ""),
                domain,
                user.text("projectDomain").orElse(domain),
                place.text("region").orElse(""));
    }

    /** Who signs in stands in one place, or a password would meet somebody else's name. */
    private static Options known(Account account, Options place) {
        if (!account.provider().equals("swift")) {
            throw place.invalid("account", "must name an account of the provider swift");
        }
        SIGN_IN.stream().filter(place.values()::containsKey).findFirst().ifPresent(option -> {
            throw place.invalid(option, "stands beside an account; write it in the account alone");
        });
        account.options().only(with(SIGN_IN, "provider"));
        return account.options();
    }

    private static URI endpoint(Options place) {
        return place.endpoint(ENDPOINT, "https://keystone.example:5000/v3")
                .orElseThrow(() -> place.invalid(ENDPOINT, "must be given: the URL of the identity service"));
    }

    private static String required(Options options, String option) {
        return options.text(option)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> options.invalid(option, "must be given"));
    }

    /** jclouds joins names with colons. */
    private static String part(Options options, String option, String byDefault) {
        String text = options.text(option).orElse(byDefault);
        if (text.indexOf(':') >= 0) {
            throw options.invalid(option, "must have no colon");
        }
        return text;
    }

    private static Set<String> with(Set<String> options, String... more) {
        Set<String> all = new HashSet<>(options);
        all.addAll(Set.of(more));
        return all;
    }
}
