package dev.welkin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a user's build gets by importing welkin-bom. */
class BomTest {
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*?)</artifactId>");

    private final String bom = Repository.read(Repository.ROOT.resolve("sdk-core/bom/target/.flattened-pom.xml"));

    @Test
    void namesEveryPublishedJarAndNothingElse() {
        assertThat(managed())
                .containsExactlyInAnyOrderElementsOf(Repository.publishedModules().stream()
                        .map(Repository.Module::artifactId)
                        .toList());
    }

    @Test
    void leaksNoVersionOfAThirdPartyLibrary() {
        String management = bom.substring(bom.indexOf("<dependencyManagement>"));
        assertThat(Pattern.compile("<groupId>(.*?)</groupId>")
                        .matcher(management)
                        .results()
                        .map(m -> m.group(1)))
                .containsOnly("dev.welkin");
        assertThat(bom).doesNotContain("<parent>").doesNotContain("<properties>");
    }

    private List<String> managed() {
        String management = bom.substring(bom.indexOf("<dependencyManagement>"));
        return ARTIFACT.matcher(management)
                .results()
                .map((MatchResult m) -> m.group(1))
                .toList();
    }
}
