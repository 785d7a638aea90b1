package dev.welkin.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsPartitionTest {
    @ParameterizedTest
    @CsvSource({
        "eu-west-1, aws, sts.eu-west-1.amazonaws.com",
        "mx-central-1, aws, sts.mx-central-1.amazonaws.com",
        "cn-north-1, aws-cn, sts.cn-north-1.amazonaws.com.cn",
        "us-gov-west-1, aws-us-gov, sts.us-gov-west-1.amazonaws.com"
    })
    void aRegionHasAPartitionAndHosts(String region, String partition, String host) {
        assertThat(AwsPartition.of(region).name()).isEqualTo(partition);
        assertThat(AwsPartition.of(region).host("sts", region)).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eu west", "evil.org/", "x@y", "EU", "a:1"})
    void whatCouldTurnTheHostIsNoRegion(String region) {
        assertThatThrownBy(() -> AwsPartition.of(region).host("sts", region)).isInstanceOf(CloudException.class);
    }

    @Test
    void aHostOfSomebodyElseIsNotOwned() {
        assertThat(AwsPartition.owns("amazonaws.com.evil.org")).isFalse();
        assertThat(AwsPartition.owns("x.amazonaws.com")).isTrue();
    }
}
