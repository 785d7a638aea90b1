package dev.welkin.events.internal.codec;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** The values of extensions, each with its type in front, so that it comes back as what it was. */
final class ExtensionCodec {
    private static final int TEXT = 0;
    private static final int BOOLEAN = 1;
    private static final int INT = 2;
    private static final int LONG = 3;
    private static final int DOUBLE = 4;
    private static final int FLOAT = 5;
    private static final int SHORT = 6;
    private static final int BYTE = 7;
    private static final int BIG_INTEGER = 8;
    private static final int BIG_DECIMAL = 9;
    private static final int URI_REFERENCE = 10;
    private static final int TIME = 11;
    private static final int BINARY = 12;

    private ExtensionCodec() {}

    static void write(String name, @Nullable Object value, ByteWriter out) {
        if (value instanceof String text) {
            out.u8(TEXT);
            out.text(text);
        } else if (value instanceof Number number) {
            writeNumber(name, number, out);
        } else if (value instanceof Boolean flag) {
            out.u8(BOOLEAN);
            out.u8(flag ? 1 : 0);
        } else if (value instanceof URI uri) {
            out.u8(URI_REFERENCE);
            out.text(uri.toString());
        } else if (value instanceof OffsetDateTime time) {
            out.u8(TIME);
            EventCodec.Times.write(time, out);
        } else if (value instanceof byte[] bytes) {
            out.u8(BINARY);
            out.blob(bytes);
        } else {
            throw unknown(name, value);
        }
    }

    private static void writeNumber(String name, Number number, ByteWriter out) {
        if (number instanceof Integer) {
            out.u8(INT);
            out.i32(number.intValue());
        } else if (number instanceof Long) {
            out.u8(LONG);
            out.i64(number.longValue());
        } else if (number instanceof Double) {
            out.u8(DOUBLE);
            out.i64(Double.doubleToRawLongBits(number.doubleValue()));
        } else if (number instanceof Float) {
            out.u8(FLOAT);
            out.i32(Float.floatToRawIntBits(number.floatValue()));
        } else if (number instanceof Short) {
            out.u8(SHORT);
            out.i32(number.intValue());
        } else if (number instanceof Byte) {
            out.u8(BYTE);
            out.u8(number.intValue());
        } else if (number instanceof BigInteger || number instanceof BigDecimal) {
            out.u8(number instanceof BigInteger ? BIG_INTEGER : BIG_DECIMAL);
            out.text(number.toString());
        } else {
            throw unknown(name, number);
        }
    }

    static Object read(ByteReader in) {
        int type = in.u8();
        return switch (type) {
            case TEXT -> in.text();
            case BOOLEAN -> in.u8() != 0;
            case INT -> in.i32();
            case LONG -> in.i64();
            case DOUBLE -> Double.longBitsToDouble(in.i64());
            case FLOAT -> Float.intBitsToFloat(in.i32());
            case SHORT -> (short) in.i32();
            case BYTE -> (byte) in.u8();
            case BIG_INTEGER -> new BigInteger(in.text());
            case BIG_DECIMAL -> new BigDecimal(in.text());
            case URI_REFERENCE -> URI.create(in.text());
            case TIME -> EventCodec.Times.read(in);
            case BINARY -> in.blob();
            default -> throw ByteReader.corrupted("an extension of unknown type " + type);
        };
    }

    private static CloudException unknown(String name, @Nullable Object value) {
        return CloudException.of(
                ErrorCode.INVALID_ARGUMENT,
                "The extension '" + name + "' is a "
                        + (value == null ? "null" : value.getClass().getName())
                        + "; CloudEvents has texts, numbers, booleans, URIs, times and bytes");
    }
}
