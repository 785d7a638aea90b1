package dev.welkin.ai.recommend;

import dev.welkin.ai.internal.saved.Envelope;
import dev.welkin.ai.models.ModelFormat;
import dev.welkin.ai.models.PublishedModel;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A recommender as bytes: options, scale, then each item's name, factors and bias, then each user's name and ratings.
 * Names ascend, so that none comes twice; of users nothing else is kept, for their factors follow.
 */
final class RecommenderFormat implements ModelFormat<Recommender> {
    static final String FILE = "recommender.bin";
    private static final Envelope ENVELOPE = new Envelope(0x574C4B52, "recommender"); // WLKR
    private static final int NAME_BYTES = Short.BYTES;
    private static final int ENTRY_BYTES = Integer.BYTES + Double.BYTES;

    @Override
    public String name() {
        return "welkin-recommender-1";
    }

    @Override
    public Recommender read(PublishedModel published) {
        return read(published.bytes(FILE));
    }

    static byte[] write(Catalogue catalogue, Ratings ratings) {
        return ENVELOPE.write(out -> {
            writeOptions(out, catalogue.options());
            out.writeDouble(catalogue.scale().mean());
            out.writeDouble(catalogue.scale().lowest());
            out.writeDouble(catalogue.scale().highest());
            writeItems(out, catalogue);
            out.writeInt(ratings.byUser().size());
            for (Map.Entry<String, List<Ratings.Entry>> user : ratings.byUser().entrySet()) {
                writeUser(out, user.getKey(), user.getValue());
            }
        });
    }

    static Recommender read(byte[] bytes) {
        return ENVELOPE.read(bytes, in -> {
            RecommenderOptions options =
                    new RecommenderOptions(in.readLong(), in.readInt(), in.readInt(), in.readDouble());
            Scale scale = readScale(in);
            Catalogue catalogue = readItems(in, options, scale);
            return new Recommender(catalogue, readUsers(in, catalogue));
        });
    }

    private static void writeOptions(DataOutputStream out, RecommenderOptions options) throws IOException {
        out.writeLong(options.seed());
        out.writeInt(options.factors());
        out.writeInt(options.rounds());
        out.writeDouble(options.regularization());
    }

    private static void writeItems(DataOutputStream out, Catalogue catalogue) throws IOException {
        out.writeInt(catalogue.size());
        for (int item = 0; item < catalogue.size(); item++) {
            out.writeUTF(catalogue.item(item));
            for (float factor : catalogue.factors(item)) {
                out.writeFloat(factor);
            }
        }
    }

    private static void writeUser(DataOutputStream out, String user, List<Ratings.Entry> rated) throws IOException {
        out.writeUTF(user);
        out.writeInt(rated.size());
        for (Ratings.Entry entry : rated) {
            out.writeInt(entry.other());
            out.writeDouble(entry.value());
        }
    }

    private static Scale readScale(DataInputStream in) throws IOException {
        Scale scale = new Scale(Envelope.finite(in), Envelope.finite(in), Envelope.finite(in));
        Envelope.check(scale.lowest() <= scale.highest(), "its lowest rating is above its highest");
        return scale;
    }

    private static Catalogue readItems(DataInputStream in, RecommenderOptions options, Scale scale) throws IOException {
        int width = options.factors() + 1;
        int count = Envelope.count(in, Integer.MAX_VALUE, NAME_BYTES + width * Float.BYTES, "items");
        List<String> items = new ArrayList<>();
        float[][] factors = new float[count][width];
        for (int item = 0; item < count; item++) {
            items.add(nextName(in, items));
            for (int i = 0; i < width; i++) {
                factors[item][i] = Envelope.finiteFloat(in);
            }
        }
        return new Catalogue(options, scale, items, factors);
    }

    private static Ratings readUsers(DataInputStream in, Catalogue catalogue) throws IOException {
        Ratings ratings = new Ratings(catalogue.items());
        int count = Envelope.count(in, Integer.MAX_VALUE, NAME_BYTES + Integer.BYTES, "users");
        List<String> users = new ArrayList<>();
        for (int user = 0; user < count; user++) {
            users.add(nextName(in, users));
            ratings.put(users.get(user), readRated(in, catalogue));
        }
        return ratings;
    }

    private static List<Ratings.Entry> readRated(DataInputStream in, Catalogue catalogue) throws IOException {
        int count = Envelope.count(in, catalogue.size(), ENTRY_BYTES, "ratings");
        List<Ratings.Entry> rated = new ArrayList<>(count);
        int before = -1;
        for (int i = 0; i < count; i++) {
            int item = in.readInt();
            Envelope.check(item > before && item < catalogue.size(), "a user's ratings are out of order");
            before = item;
            double value = in.readDouble();
            Rating.checkValue(catalogue.item(item), value);
            rated.add(new Ratings.Entry(item, value));
        }
        return List.copyOf(rated);
    }

    private static String nextName(DataInputStream in, List<String> before) throws IOException {
        String name = in.readUTF();
        Rating.checkId("name", name);
        Envelope.check(
                before.isEmpty() || name.compareTo(before.get(before.size() - 1)) > 0, "its names are out of order");
        return name;
    }
}
