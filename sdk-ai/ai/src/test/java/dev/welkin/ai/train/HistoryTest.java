package dev.welkin.ai.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.vision.ImageFile;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Histories as text and pictures, and the scores of classes. */
class HistoryTest {
    private static final History HISTORY = new History(List.of(
            new Epoch(1, 1.1, 0.3, 1.05, 0.4), new Epoch(2, 0.7, 0.6, 0.2 / 3, 0.7), new Epoch(3, 0.5, 0.8, 0.9, 0.6)));

    @Test
    void csvReadsBackBitForBit() {
        assertThat(History.fromCsv(HISTORY.toCsv())).isEqualTo(HISTORY);
        assertThat(HISTORY.toCsv()).startsWith("epoch,train_loss,").contains("\n2,0.7,0.6,0.06666666666666667,0.7\n");
        assertThat(History.fromCsv(new History(List.of()).toCsv()).epochs()).isEmpty();
    }

    @Test
    void whatIsNoHistoryIsCorrupted() {
        for (String bad : List.of("", "a,b", HISTORY.toCsv() + "x,1,1,1,1", HISTORY.toCsv() + "4,1")) {
            assertThatThrownBy(() -> History.fromCsv(bad))
                    .isInstanceOfSatisfying(
                            CloudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPTED));
        }
    }

    @Test
    void bestIsTheEpochOfTheLowestValidationLoss() {
        assertThat(HISTORY.best()).isEqualTo(2);
        assertThat(new History(List.of()).best()).isZero();
    }

    @Test
    void svgHasALineForEachOfFourMeasures() throws Exception {
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(HISTORY.toSvg())));
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(4 + 2); // and two in the legend
        assertThat(HISTORY.toSvg()).contains(">Loss<", ">Accuracy<", "the model is that of epoch 2");
        String points = svg.getElementsByTagName("polyline")
                .item(0)
                .getAttributes()
                .getNamedItem("points")
                .getNodeValue();
        assertThat(points).isEqualTo("60.0,171.5 255.0,225.5 450.0,252.5"); // losses 1.1, 0.7 and 0.5 of 2
    }

    @Test
    void pngIsAnImageOfTheSameSize() {
        assertThat(ImageFile.read(HISTORY.toPng()).getWidth()).isEqualTo(960);
        assertThat(ImageFile.read(new History(List.of()).toPng()).getHeight()).isEqualTo(380);
    }

    @Test
    void confusionGivesPrecisionRecallAndF1() {
        ConfusionMatrix matrix =
                new ConfusionMatrix(List.of("cat", "dog", "cow, red"), new int[][] {{8, 2, 0}, {4, 6, 0}, {0, 0, 0}});
        assertThat(matrix.accuracy()).isEqualTo(0.7);
        assertThat(matrix.count(1, 0)).isEqualTo(4);
        assertThat(matrix.classes())
                .containsExactly(
                        new ClassScore("cat", 10, 8.0 / 12, 0.8, 2 * (8.0 / 12) * 0.8 / (8.0 / 12 + 0.8)),
                        new ClassScore("dog", 10, 6.0 / 8, 0.6, 2 * 0.75 * 0.6 / (0.75 + 0.6)),
                        new ClassScore("cow, red", 0, 0, 0, 0));
        assertThat(matrix.toCsv()).isEqualTo("actual,cat,dog,\"cow, red\"\ncat,8,2,0\ndog,4,6,0\n\"cow, red\",0,0,0\n");
        assertThat(matrix.toString()).contains("0.667  0.800  0.727");
    }
}
