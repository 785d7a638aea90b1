package dev.welkin.ai.train;

/** What is wrong with a row, in words that go on from "the row"; never leaves the package. */
final class UnusableRow extends Exception {
    private static final long serialVersionUID = 1;

    UnusableRow(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
