package dev.welkin.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The presets, as data and as addresses. */
class PresetsTest {
    @ParameterizedTest
    @CsvSource({
        "s3://photos?region=eu-west-1, https://photos.s3.eu-west-1.amazonaws.com",
        "s3://my.photos?region=eu-west-1, https://s3.eu-west-1.amazonaws.com/my.photos",
        "s3://photos?region=cn-north-1, https://photos.s3.cn-north-1.amazonaws.com.cn",
        "s3://photos?region=us-gov-west-1, https://photos.s3.us-gov-west-1.amazonaws.com",
        "s3://photos?region=eu-west-1&addressing=path, https://s3.eu-west-1.amazonaws.com/photos",
        "oss://photos?region=cn-hangzhou, https://photos.s3.oss-cn-hangzhou.aliyuncs.com",
        "cos://photos-1250000000?region=ap-guangzhou, https://photos-1250000000.cos.ap-guangzhou.myqcloud.com",
        "bos://photos?region=bj, https://photos.s3.bj.bcebos.com",
        "obs://photos?region=cn-north-4, https://photos.obs.cn-north-4.myhuaweicloud.com",
        "s3://photos?preset=r2&accountId=abc123, https://abc123.r2.cloudflarestorage.com/photos",
        "s3://photos?preset=b2&region=us-west-004, https://photos.s3.us-west-004.backblazeb2.com",
        "s3://photos?preset=gcs, https://storage.googleapis.com/photos",
        "s3://photos?preset=minio&endpoint=https://minio.example.com:9000, https://minio.example.com:9000/photos",
        "s3://photos?endpoint=https://gateway.example.com/s3/, https://gateway.example.com/s3/photos"
    })
    void bucketsStandWhereTheirProviderSays(String url, String address) {
        assertThat(S3AccessTest.location(url).place().base()).isEqualTo(address);
    }

    @Test
    void theGuideShowsTheDataFile() throws IOException {
        String guide = Files.readString(Path.of("../../docs/storage.md"));

        for (Preset preset : Presets.all().values()) {
            assertThat(guide).contains(row(preset));
        }
    }

    @Test
    void everyOwnEndpointIsOneOfTheProvidersHosts() {
        Presets.all().values().stream()
                .filter(preset -> !preset.endpoint().isEmpty())
                .forEach(preset -> assertThat(preset.owns(
                                preset.endpoint().substring("https://".length()).replaceAll("[{}]", "")))
                        .as(preset.name())
                        .isTrue());
    }

    private static String row(Preset preset) {
        String lacks = preset.lacks().stream().map(Enum::name).sorted().collect(Collectors.joining(", "));
        return String.join(
                " | ",
                "| " + preset.name(),
                "`" + preset.scheme() + ":`",
                preset.endpoint().isEmpty() ? "given" : "`" + preset.endpoint() + "`",
                preset.virtual() ? "virtual" : "path",
                preset.checksum().name().toLowerCase(java.util.Locale.ROOT),
                lacks.isEmpty() ? "-" : lacks,
                preset.judged() + " |");
    }
}
