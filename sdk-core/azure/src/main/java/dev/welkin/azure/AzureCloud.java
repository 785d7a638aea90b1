package dev.welkin.azure;

import dev.welkin.config.Options;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/** One of Azure's separate clouds, with the hosts that are its own. */
public enum AzureCloud {
    /** The worldwide cloud, the default. */
    PUBLIC("public", "core.windows.net", "login.microsoftonline.com", "login.windows.net"),
    /** The cloud in China. */
    CHINA("china", "core.chinacloudapi.cn", "login.partner.microsoftonline.cn", "login.chinacloudapi.cn"),
    /** The cloud of the government of the United States. */
    US_GOVERNMENT("usgov", "core.usgovcloudapi.net", "login.microsoftonline.us", "login-us.microsoftonline.com");

    private final String label;
    private final String suffix;
    private final String login;
    private final String otherLogin;

    AzureCloud(String label, String suffix, String login, String otherLogin) {
        this.label = label;
        this.suffix = suffix;
        this.login = login;
        this.otherLogin = otherLogin;
    }

    /**
     * Reads which cloud is meant.
     *
     * @param options their field {@code cloud} is {@code public}, {@code china} or {@code usgov}
     * @return the cloud; {@link #PUBLIC} where none is given
     * @throws dev.welkin.CloudException INVALID_ARGUMENT for any other name
     */
    public static AzureCloud of(Options options) {
        String name = options.text("cloud").orElse(PUBLIC.label);
        return Arrays.stream(values())
                .filter(cloud -> cloud.label.equals(name))
                .findFirst()
                .orElseThrow(() -> options.invalid("cloud", "must be public, china or usgov"));
    }

    /**
     * Returns the endpoint of a storage account.
     *
     * @param account the account's name
     * @param service {@code blob} or {@code queue}
     * @return for example {@code https://photos.blob.core.windows.net}
     */
    public URI storage(String account, String service) {
        return URI.create("https://" + account + "." + service + "." + suffix);
    }

    /**
     * Returns where tokens are asked for.
     *
     * @return for example {@code https://login.microsoftonline.com}
     */
    public URI login() {
        return URI.create("https://" + login);
    }

    /** Tells whether a URL leads to one of Azure's hosts for tokens, by https. */
    static boolean isLogin(URI uri) {
        String host = host(uri);
        return "https".equals(uri.getScheme())
                && Arrays.stream(values())
                        .flatMap(cloud -> Stream.of(cloud.login, cloud.otherLogin))
                        .anyMatch(host::equals);
    }

    /** Tells whether a URL leads to one of Azure's hosts for storage, by https. */
    static boolean isStorage(URI uri) {
        String host = host(uri);
        return "https".equals(uri.getScheme())
                && Arrays.stream(values()).anyMatch(cloud -> host.endsWith("." + cloud.suffix));
    }

    private static String host(URI uri) {
        return uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    }
}
