package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a training went, epoch by epoch.
 *
 * @param epochs the first one first
 */
public record History(List<Epoch> epochs) {
    private static final String HEADER = "epoch,train_loss,train_accuracy,validation_loss,validation_accuracy";

    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /**
     * Finds the epoch whose weights a trained model has.
     *
     * @return the number of the epoch with the lowest validation loss, the earliest of equals; 0 if there is none
     */
    public int best() {
        return epochs.stream()
                .min(Comparator.comparingDouble(Epoch::validationLoss))
                .map(Epoch::number)
                .orElse(0);
    }

    /**
     * Writes one line for each epoch, below a header.
     *
     * @return comma-separated values that read back as they were
     */
    public String toCsv() {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        for (Epoch e : epochs) {
            csv.append(e.number())
                    .append(',')
                    .append(e.trainLoss())
                    .append(',')
                    .append(e.trainAccuracy())
                    .append(',')
                    .append(e.validationLoss())
                    .append(',')
                    .append(e.validationAccuracy())
                    .append('\n');
        }
        return csv.toString();
    }

    /**
     * Reads what {@link #toCsv} wrote.
     *
     * @param csv the lines
     * @return the history
     * @throws CloudException CORRUPTED if it is none
     */
    public static History fromCsv(String csv) {
        List<String> lines = csv.lines().toList();
        try {
            if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
                throw new NumberFormatException("its header is another");
            }
            List<Epoch> epochs = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                epochs.add(epoch(line.split(",", -1)));
            }
            return new History(epochs);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED, "This is no history of a training: " + Shown.of(e.getMessage()), e);
        }
    }

    /**
     * Draws loss and accuracy side by side.
     *
     * @return an SVG image of 960 x 380
     */
    public String toSvg() {
        SvgCanvas canvas = new SvgCanvas(HistoryChart.WIDTH, HistoryChart.HEIGHT);
        HistoryChart.draw(this, canvas);
        return canvas.toString();
    }

    /**
     * Draws loss and accuracy side by side.
     *
     * @return a PNG image of 960 x 380 pixels
     * @throws CloudException UNSUPPORTED if this machine has no font
     */
    public byte[] toPng() {
        try (PngCanvas canvas = new PngCanvas(HistoryChart.WIDTH, HistoryChart.HEIGHT)) {
            HistoryChart.draw(this, canvas);
            return canvas.toBytes();
        }
    }

    private static Epoch epoch(String[] cells) {
        return new Epoch(
                Integer.parseInt(cells[0]),
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[2]),
                Double.parseDouble(cells[3]),
                Double.parseDouble(cells[4]));
    }
}
