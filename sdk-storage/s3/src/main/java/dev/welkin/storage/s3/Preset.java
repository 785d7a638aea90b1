package dev.welkin.storage.s3;

import dev.welkin.aws.AwsCredentials;
import dev.welkin.credentials.CredentialSource;
import dev.welkin.storage.StorageFeature;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of one cloud or server that speaks S3; a part of {@code presets.properties}.
 *
 * @param name what a target calls it
 * @param scheme the scheme of the targets it serves
 * @param regions the regions that pick it, or empty for any that no other preset of the scheme claims
 * @param endpoint the pattern of its endpoint, or empty if a target must give one
 * @param hosts how the provider's own hosts end
 * @param region the region where a target gives none, or empty
 * @param virtual true if the bucket stands in the host name
 * @param checksum what uploads carry
 * @param variables the environment variables of its credentials, by what they hold; none for AWS, which has a chain
 * @param aws true for a partition of AWS
 * @param lacks what it cannot do
 * @param judged which server judged the backend with it
 */
record Preset(
        String name,
        String scheme,
        String regions,
        String endpoint,
        List<String> hosts,
        String region,
        boolean virtual,
        Checksum checksum,
        Map<String, String> variables,
        boolean aws,
        Set<StorageFeature> lacks,
        String judged) {
    private static final List<String> CREDENTIALS =
            List.of(AwsCredentials.ACCESS_KEY_ID, AwsCredentials.SECRET_KEY, AwsCredentials.SESSION_TOKEN);

    static Preset read(String name, Properties all) {
        return new Preset(
                name,
                value(all, name, "scheme"),
                value(all, name, "regions"),
                value(all, name, "endpoint"),
                words(all, name, "hosts"),
                value(all, name, "region"),
                value(all, name, "addressing").equals("virtual"),
                Checksum.valueOf(value(all, name, "checksum").toUpperCase(java.util.Locale.ROOT)),
                variables(words(all, name, "environment")),
                value(all, name, "environment").equals("aws"),
                features(words(all, name, "lacks")),
                value(all, name, "judged"));
    }

    /** Tells whether a host is the provider's own. */
    boolean owns(String host) {
        return hosts.stream().anyMatch(own -> host.equals(own) || host.endsWith("." + own));
    }

    /** Tells whether the preset claims a region. */
    boolean claims(String value) {
        return regions.endsWith("*") && value.startsWith(regions.substring(0, regions.length() - 1));
    }

    /** Takes the credentials from the variables. */
    CredentialSource environment(Map<String, String> environment) {
        Map<String, String> required = new TreeMap<>(variables);
        required.remove(AwsCredentials.SESSION_TOKEN);
        Map<String, String> optional = new TreeMap<>(variables);
        optional.keySet().removeAll(required.keySet());
        return CredentialSource.environment(environment, required, optional);
    }

    /** Two names or three: of the key's id, the key, and the session's token. */
    private static Map<String, String> variables(List<String> names) {
        Map<String, String> variables = new TreeMap<>();
        for (int i = 0; i < names.size() && names.size() > 1; i++) {
            variables.put(CREDENTIALS.get(i), names.get(i));
        }
        return variables;
    }

    private static Set<StorageFeature> features(List<String> names) {
        return names.stream()
                .map(StorageFeature::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(StorageFeature.class)));
    }

    private static String value(Properties all, String name, String key) {
        return all.getProperty(name + "." + key, "").strip();
    }

    private static List<String> words(Properties all, String name, String key) {
        return Arrays.stream(value(all, name, key).split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
