package dev.welkin.http;

import java.net.URI;
import java.util.regex.Pattern;

/** Takes out of URLs what would let a reader of a log act in the caller's name. */
public final class Redaction {
    private static final String MASK = "***";
    private static final Pattern USER = Pattern.compile("(?<=//)[^/@?#]*@");
    private static final Pattern SIGNED = Pattern.compile(
            "(?i)(?<=[?&])((?:x-amz-|x-goog-|x-oss-|q-)?(?:signature|security-token|credential)|sig|sign|token|key|api[-_]?key"
                    + "|access[-_]?token|upload_id|code|password|secret|awsaccesskeyid|ossaccesskeyid|googleaccessid)=[^&#]*");

    private Redaction() {}

    /**
     * Prints a URL with user info, signatures, keys and tokens masked.
     *
     * @param uri the URL
     * @return its text, safe for errors and logs
     */
    public static String url(URI uri) {
        return url(uri.toString());
    }

    /**
     * Masks user info, signatures, keys and tokens in a URL.
     *
     * @param url the text of a URL
     * @return the text, safe for errors and logs
     */
    public static String url(String url) {
        if (url.indexOf('@') < 0 && url.indexOf('=') < 0) {
            return url; // as most are, and each call asks
        }
        String noUser = USER.matcher(url).replaceAll(MASK + "@");
        return SIGNED.matcher(noUser).replaceAll("$1=" + MASK);
    }
}
