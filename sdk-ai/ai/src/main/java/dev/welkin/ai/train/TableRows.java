package dev.welkin.ai.train;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.internal.saved.Sha256;
import dev.welkin.ai.internal.table.ColumnEncoding;
import dev.welkin.ai.internal.table.RowEncoding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** The rows of a table that the network can take, as it takes them. */
final class TableRows implements Examples {
    private final CsvTable table;
    private final RowEncoding encoding;
    private final List<TableColumn.CellEncoder> encoders = new ArrayList<>();
    private final List<TableRow> rows = new ArrayList<>();
    private final UnusableRows unusable;

    TableRows(CsvTable table, RowEncoding encoding) {
        this.table = table;
        this.encoding = encoding;
        this.unusable = new UnusableRows(table.source(), table.options().unreadable());
        for (int i = 0; i < encoding.columns().size(); i++) {
            encoders.add(
                    table.options().columns().get(i).encoder(encoding.columns().get(i)));
        }
        float[] numbers = new float[encoding.width()];
        table.rows().forEach(row -> take(row, numbers));
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public int label(int index) {
        return Collections.binarySearch(table.labels(), rows.get(index).label());
    }

    @Override
    public List<Skipped> skipped() {
        List<Skipped> all = new ArrayList<>(table.skipped());
        all.addAll(unusable.all());
        return all;
    }

    /** A digest of the rows' texts, whatever file they come from. */
    @Override
    public String fingerprint() {
        MessageDigest digest = Sha256.digest();
        table.options().names().forEach(name -> add(digest, name));
        for (TableRow row : rows) {
            for (int i = 0; i < encoders.size(); i++) {
                add(digest, table.options().columns().get(i).text(row.cell(i)));
            }
            add(digest, row.label());
        }
        return Sha256.hex(digest.digest());
    }

    @Override
    public void put(int index, float[] batch, int from) {
        try {
            encode(rows.get(index), batch, from);
        } catch (UnusableRow e) {
            throw CloudException.of(ErrorCode.INTERNAL, "A row that could be used can't any more: " + e.why(), e);
        }
    }

    /** Rows have no variations. */
    @Override
    public void put(int index, float[] batch, int from, Augmentation variation, SplittableRandom random) {
        put(index, batch, from);
    }

    private void take(TableRow row, float[] numbers) {
        try {
            encode(row, numbers, 0);
            rows.add(row);
        } catch (UnusableRow e) {
            unusable.add(String.valueOf(row), e.why());
        }
    }

    private void encode(TableRow row, float[] numbers, int from) throws UnusableRow {
        Arrays.fill(numbers, from, from + encoding.width(), 0);
        int at = from;
        for (int i = 0; i < encoders.size(); i++) {
            encoders.get(i).put(row.cell(i), numbers, at);
            ColumnEncoding column = encoding.columns().get(i);
            at += column.width();
        }
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
