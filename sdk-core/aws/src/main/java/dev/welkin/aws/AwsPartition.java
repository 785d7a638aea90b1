package dev.welkin.aws;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A part of AWS with accounts, hosts and regions of its own. Immutable.
 *
 * @param name {@code aws}, {@code aws-cn} or {@code aws-us-gov}; it stands in every ARN
 * @param dnsSuffix how its hosts end, for example {@code amazonaws.com.cn}
 * @param regions how its regions begin, for example {@code cn-}, or {@code *} for all others
 * @param furtherSuffixes how other hosts of its own end
 */
public record AwsPartition(String name, String dnsSuffix, String regions, List<String> furtherSuffixes) {
    private static final List<AwsPartition> ALL = load();

    /** Copies the suffixes. */
    public AwsPartition {
        furtherSuffixes = List.copyOf(furtherSuffixes);
    }

    /**
     * Finds the partition of a region.
     *
     * @param region for example {@code cn-north-1}
     * @return its partition; {@code aws} for regions nobody knows
     */
    public static AwsPartition of(String region) {
        return ALL.stream().filter(p -> p.holds(region)).findFirst().orElseThrow(IllegalStateException::new);
    }

    /**
     * Tells whether a host is one of AWS's own.
     *
     * @param host a host name without port
     * @return true if it ends as the hosts of one of the partitions do
     */
    public static boolean owns(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .flatMap(p -> Stream.concat(Stream.of(p.dnsSuffix), p.furtherSuffixes.stream()))
                .anyMatch(suffix -> name.endsWith('.' + suffix));
    }

    /**
     * Returns a service's host in a region of this partition.
     *
     * @param service the endpoint's prefix, for example {@code sts}
     * @param region the region
     * @return for example {@code sts.cn-north-1.amazonaws.com.cn}
     * @throws CloudException INVALID_ARGUMENT if the region could not stand in a host name
     */
    public String host(String service, String region) {
        boolean label = !region.isEmpty()
                && region.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
        if (!label) {
            throw CloudException.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "A region is lower-case letters, digits and -, as in eu-west-1; the one given is not");
        }
        return service + '.' + region + '.' + dnsSuffix;
    }

    private boolean holds(String region) {
        return regions.equals("*") || region.startsWith(regions);
    }

    private static List<AwsPartition> load() {
        try (InputStream in = AwsPartition.class.getResourceAsStream("partitions.txt")) {
            if (in == null) {
                throw new IOException("partitions.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.strip().split("\\s+"))
                    .map(f -> new AwsPartition(f[0], f[1], f[2], List.of(f).subList(3, f.length)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The jar of welkin-core-aws is damaged", e);
        }
    }
}
