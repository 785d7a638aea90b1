package dev.welkin.benchmarks.s3;

/** Makes the bucket and the objects that are read and listed; not measured. */
final class Filler {
    private static final int KEYS = 1000;

    private Filler() {}

    public static void main(String[] args) throws Exception {
        try (OkHttpClient client = new OkHttpClient(args[0])) {
            client.makeBucket();
            client.put(String.valueOf(64 << 20), new byte[64 << 20]);
            for (int i = 0; i < KEYS; i++) {
                client.put("key-" + i, new byte[1]);
            }
            System.out.println("listings of " + args[0] + " have " + client.list() + " keys");
        }
    }
}
