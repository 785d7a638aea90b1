package dev.welkin.spi;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.LogCapture;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class PrivateFolderTest {
    @TempDir
    Path temp;

    @Test
    void foldersAndFilesAreForTheirOwnerAlone() throws IOException {
        PrivateFolder folder = PrivateFolder.open(temp.resolve(".welkin/storage/photos"));
        try (FileChannel file = folder.file("a", CREATE, WRITE)) {
            assertThat(file.isOpen()).isTrue();
        }
        assertThat(mode(temp.resolve(".welkin"))).isEqualTo("rwx------");
        assertThat(mode(temp.resolve(".welkin/storage/photos"))).isEqualTo("rwx------");
        assertThat(mode(folder.path().resolve("a"))).isEqualTo("rw-------");
    }

    @Test
    void aFolderInsideIsPrivateToo() {
        PrivateFolder folder = PrivateFolder.open(temp.resolve("root")).folder("x/y");
        assertThat(folder.path()).isEqualTo(realTemp().resolve("root/x/y"));
        assertThat(mode(folder.path())).isEqualTo("rwx------");
    }

    @Test
    void aFolderThatOthersCanReachGivesOneWarning() throws IOException {
        Path wide = Files.createDirectory(temp.resolve("wide"));
        Files.setPosixFilePermissions(wide, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (LogCapture log = new LogCapture()) {
            PrivateFolder.open(wide);
            PrivateFolder.open(temp.resolve("narrow"));
            assertThat(log.lines("dev.welkin.spi"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains("rwxr-xr-x", "chmod 700", "wide");
        }
        assertThat(mode(wide)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFileKeepsItsModeWhenOpenedAgain() throws IOException {
        PrivateFolder folder = PrivateFolder.open(temp);
        folder.file("a", CREATE, WRITE).close();
        Files.setPosixFilePermissions(temp.resolve("a"), PosixFilePermissions.fromString("r--------"));
        folder.file("a", READ).close();
        assertThat(mode(temp.resolve("a"))).isEqualTo("r--------");
    }

    @Test
    void aLinkInsideIsNotFollowed() throws IOException {
        PrivateFolder folder = PrivateFolder.open(temp.resolve("root"));
        Files.createDirectory(temp.resolve("elsewhere"));
        Files.createSymbolicLink(folder.path().resolve("link"), temp.resolve("elsewhere"));

        assertThatThrownBy(() -> folder.file("link/a", CREATE, WRITE))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code)
                .returns("outside_folder", CloudException::reason);
        assertThat(temp.resolve("elsewhere")).isEmptyDirectory();
    }

    @Test
    void theRootItselfMayBeALink() throws IOException {
        Files.createDirectory(temp.resolve("real"));
        Files.createSymbolicLink(temp.resolve("root"), temp.resolve("real"));
        assertThat(PrivateFolder.open(temp.resolve("root")).path())
                .isEqualTo(realTemp().resolve("real"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../a", "a/../../b", "/etc/passwd", "", ".", "a/..", "a\u0000b"})
    void noPathLeavesTheFolder(String path) {
        PrivateFolder folder = PrivateFolder.open(temp.resolve("root"));
        assertThatThrownBy(() -> folder.resolve(path))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code);
    }

    @Test
    void aFileInTheWayIsAClearError() throws IOException {
        Files.createFile(temp.resolve("root"));
        assertThatThrownBy(() -> PrivateFolder.open(temp.resolve("root")))
                .asInstanceOf(type(CloudException.class))
                .returns(ErrorCode.INVALID_ARGUMENT, CloudException::code);
    }

    private Path realTemp() {
        try {
            return temp.toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
