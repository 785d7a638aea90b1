package dev.welkin.aws.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void splitsAsAShellWould() {
        assertThat(CommandLine.split("  a  'b c' \"d \\\" \\\\ \\n\" e\\ f ''  g'h'\"i\" ", false))
                .containsExactly("a", "b c", "d \" \\ \\n", "e f", "", "ghi");
    }

    @Test
    void expandsNothing() {
        assertThat(CommandLine.split("a $HOME `b` ~ *; c | d > e", false))
                .containsExactly("a", "$HOME", "`b`", "~", "*;", "c", "|", "d", ">", "e");
    }

    @Test
    void leavesWindowsPathsAlone() {
        assertThat(CommandLine.split("\"C:\\Program Files\\x.exe\" C:\\y", true))
                .containsExactly("C:\\Program Files\\x.exe", "C:\\y");
    }

    @Test
    void refusesWhatHasNoEnd() {
        assertThatThrownBy(() -> CommandLine.split("a 'b", false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CommandLine.split("a \"b", false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CommandLine.split("a \\", false)).isInstanceOf(IllegalArgumentException.class);
    }
}
