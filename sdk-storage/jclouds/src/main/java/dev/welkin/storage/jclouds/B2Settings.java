package dev.welkin.storage.jclouds;

import dev.welkin.Secret;
import dev.welkin.config.Options;
import dev.welkin.config.Target;
import dev.welkin.credentials.Account;
import dev.welkin.spi.CloudContext;
import java.net.URI;
import java.util.Set;

/**
 * What a target says about its B2.
 *
 * @param endpoint where to sign in, without a slash at its end
 * @param keyId the application key's id
 * @param key the application key
 */
record B2Settings(URI endpoint, String keyId, Secret key) {
    private static final String ENDPOINT = "endpoint";
    private static final String KEY_ID = "keyId";
    private static final String KEY = "applicationKey";
    private static final String BACKBLAZE = "https://api.backblazeb2.com";

    /** Reads the options of a target; the key may stand in the account that it names. */
    static B2Settings of(Target target, CloudContext context) {
        target.onlyOptions(Set.of(ENDPOINT, KEY_ID, KEY, "account"));
        Options place = target.typed();
        Options user =
                context.account(target).map(account -> known(account, place)).orElse(place);
        return new B2Settings(
                place.endpoint(ENDPOINT, BACKBLAZE).orElse(URI.create(BACKBLAZE)),
                user.text(KEY_ID)
                        .filter(id -> !id.isEmpty())
                        .orElseThrow(() -> user.invalid(KEY_ID, "must be given: the id of an application key")),
                user.secret(KEY)
                        .orElseThrow(() -> user.invalid(KEY, "must be given: the secret of an application key")));
    }

    private static Options known(Account account, Options place) {
        if (!account.provider().equals("b2")) {
            throw place.invalid("account", "must name an account of the provider b2");
        }
        if (place.values().containsKey(KEY_ID) || place.values().containsKey(KEY)) {
            throw place.invalid(KEY_ID, "stands beside an account; write the key in the account alone");
        }
        account.options().only(Set.of(KEY_ID, KEY, "provider"));
        return account.options();
    }
}
