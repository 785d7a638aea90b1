package dev.welkin.storage.s3;

import dev.welkin.storage.StorageFeature;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
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
 * @param environment the variables of its credentials; {@code aws} alone for AWS's own chain
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
        List<String> environment,
        Set<StorageFeature> lacks,
        String judged) {
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
                words(all, name, "environment"),
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

    boolean isAws() {
        return environment.equals(List.of("aws"));
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
