package dev.welkin.ai.spark;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.ai.batch.BatchFailure;
import dev.welkin.ai.batch.spi.BatchItem;
import dev.welkin.ai.batch.spi.BatchOutcome;
import dev.welkin.storage.VersionToken;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Inputs and outcomes as bytes, which every serializer of Spark can send. */
final class Wire {
    private static final int DONE = 0;
    private static final int KEPT = 1;
    private static final int FAILED = 2;
    private static final int HALTED = 3;

    private Wire() {}

    static byte[] items(List<BatchItem> items) {
        return write(out -> {
            out.writeInt(items.size());
            for (BatchItem item : items) {
                out.writeUTF(item.key());
                out.writeUTF(item.version().value());
                out.writeLong(item.sizeBytes());
            }
        });
    }

    static List<BatchItem> items(byte[] bytes) {
        return read(bytes, in -> new BatchItem(in.readUTF(), new VersionToken(in.readUTF()), in.readLong()));
    }

    static byte[] outcomes(List<BatchOutcome> outcomes) {
        return write(out -> {
            out.writeInt(outcomes.size());
            for (BatchOutcome outcome : outcomes) {
                write(outcome, out);
            }
        });
    }

    static List<BatchOutcome> outcomes(byte[] bytes) {
        return read(bytes, Wire::outcome);
    }

    private static void write(BatchOutcome outcome, DataOutputStream out) throws IOException {
        if (outcome instanceof BatchOutcome.Done done) {
            out.writeByte(DONE);
            out.writeUTF(done.key());
        } else if (outcome instanceof BatchOutcome.Kept kept) {
            out.writeByte(KEPT);
            out.writeUTF(kept.key());
        } else if (outcome instanceof BatchOutcome.Failed failed) {
            out.writeByte(FAILED);
            write(failed.failure(), out);
        } else if (outcome instanceof BatchOutcome.Halted halted) {
            out.writeByte(HALTED);
            write(BatchFailure.of("", halted.failure(), 0), out);
        }
    }

    private static BatchOutcome outcome(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case DONE -> new BatchOutcome.Done(in.readUTF());
            case KEPT -> new BatchOutcome.Kept(in.readUTF());
            case FAILED -> new BatchOutcome.Failed(failure(in));
            default -> new BatchOutcome.Halted(exception(failure(in)));
        };
    }

    private static void write(BatchFailure failure, DataOutputStream out) throws IOException {
        out.writeUTF(failure.key());
        out.writeUTF(failure.code().name());
        out.writeUTF(failure.reason());
        out.writeUTF(failure.message());
        out.writeInt(failure.attempts());
    }

    private static BatchFailure failure(DataInputStream in) throws IOException {
        String key = in.readUTF();
        ErrorCode code = ErrorCode.valueOf(in.readUTF());
        return new BatchFailure(key, code, in.readUTF(), in.readUTF(), in.readInt());
    }

    private static CloudException exception(BatchFailure failure) {
        return CloudException.builder(failure.code(), failure.message())
                .reason(failure.reason())
                .build();
    }

    private static byte[] write(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    private static <T> List<T> read(byte[] bytes, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            List<T> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                all.add(reading.read(in));
            }
            return all;
        } catch (IOException e) {
            throw CloudException.of(
                    ErrorCode.CORRUPTED,
                    "Driver and executors do not understand each other: give both the same jars",
                    e);
        }
    }

    private interface Writing {
        void write(DataOutputStream out) throws IOException;
    }

    private interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }
}
