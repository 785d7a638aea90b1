package dev.welkin.ai.infer;

/** Half precision by the rules of IEEE 754: rounded to the nearest, ties to even. The JDK has it from version 20 on. */
final class Half {
    private static final int INFINITY = 0x7C00;
    private static final int QUIET_NAN = 0x7E00;
    /** The smallest float that rounds to infinity: the largest half, 65504, and half a step. */
    private static final float OVERFLOW = 65520f;
    /** One step of a subnormal half. */
    private static final float SMALLEST = 0x1p-24f;

    private Half() {}

    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >> 10) & 0x1F;
        int mantissa = half & 0x3FF;
        if (exponent == 0) {
            return Math.copySign(mantissa * SMALLEST, Float.intBitsToFloat(sign | 1));
        }
        int wide = exponent == 0x1F ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | (wide << 23) | (mantissa << 13));
    }

    static short fromFloat(float value) {
        int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | QUIET_NAN);
        }
        if (size >= OVERFLOW) {
            return (short) (sign | INFINITY);
        }
        return (short) (sign | (size < 0x1p-14f ? subnormal(size) : normal(size)));
    }

    /** A step is a power of two, so the division is exact and only the rounding rounds. */
    private static int subnormal(float size) {
        return (int) Math.rint(size / (double) SMALLEST);
    }

    /** A mantissa that is rounded up to 1024 carries into the exponent, which is what it should do. */
    private static int normal(float size) {
        int exponent = Math.getExponent(size);
        int mantissa = (int) Math.rint((size / Math.scalb(1.0, exponent) - 1) * 1024);
        return ((exponent + 15) << 10) + mantissa;
    }
}
