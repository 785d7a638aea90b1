package dev.welkin.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A socket on a channel, so that an interrupt ends a blocked read, whose streams move 64 KiB at a time: OkHttp alone
 * writes and reads 8 KiB, which costs large bodies half their speed. It watches over its own silence, once for each
 * time that it really reads or writes. A socket time-out other than 0 stands for that limit, and leaves the connection
 * usable.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the socket behind it has locks of its own
final class BufferedSocket extends Socket {
    static final int BUFFER_BYTES = 64 * 1024;
    private static final int PROBE_BYTES = 8 * 1024;

    private final TimeLimits limits;
    private final long idleNanos;
    private final SocketChannel channel;
    private final Socket socket;
    private final TimeLimit receiving;
    private final TimeLimit sending;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;
    private boolean writeThrough;

    /** Opens a socket that may be silent for so long. */
    BufferedSocket(TimeLimits limits, Duration idle) throws IOException {
        super((SocketImpl) null);
        this.limits = limits;
        this.idleNanos = idle.toNanos();
        this.channel = SocketChannel.open();
        this.socket = channel.socket();
        this.receiving = new Silence();
        this.sending = new Silence();
        limits.add(receiving);
        limits.add(sending);
    }

    /** TLS writes whole records and does not flush: below it nothing may be held back. */
    void writeThrough() {
        writeThrough = true;
    }

    @Override
    public synchronized InputStream getInputStream() {
        if (in == null) {
            in = new ReadAhead(this);
        }
        return in;
    }

    @Override
    public synchronized OutputStream getOutputStream() {
        if (out == null) {
            out = new WriteBehind(this, writeThrough);
        }
        return out;
    }

    /** Reads what is there, waiting for at least one byte; adds nothing at the end of the stream. */
    void receive(ByteBuffer buffer) throws IOException {
        if (socket.getSoTimeout() > 0) {
            byte[] bytes = new byte[PROBE_BYTES];
            int count = socket.getInputStream().read(bytes, 0, Math.min(bytes.length, buffer.remaining()));
            buffer.put(bytes, 0, Math.max(0, count));
            return;
        }
        inTime(receiving, () -> channel.read(buffer));
    }

    /** Writes all of a buffer. */
    void send(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            inTime(sending, () -> channel.write(buffer));
        }
    }

    int available() throws IOException {
        return socket.getInputStream().available();
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        socket.connect(endpoint);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        socket.connect(endpoint, timeout);
    }

    @Override
    public void bind(SocketAddress address) throws IOException {
        socket.bind(address);
    }

    @Override
    public void close() throws IOException {
        limits.remove(receiving);
        limits.remove(sending);
        socket.close();
    }

    @Override
    public void shutdownInput() throws IOException {
        socket.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public @Nullable InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return socket.getLocalSocketAddress();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        socket.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        socket.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return socket.getTcpNoDelay();
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        socket.setKeepAlive(on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return socket.getKeepAlive();
    }

    @Override
    public void setSoLinger(boolean on, int seconds) throws SocketException {
        socket.setSoLinger(on, seconds);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return socket.getSoLinger();
    }

    @Override
    public String toString() {
        return socket.toString();
    }

    private interface Transfer {
        int run() throws IOException;
    }

    private void inTime(TimeLimit limit, Transfer transfer) throws IOException {
        IOException failure = null;
        limit.start(idleNanos);
        try {
            transfer.run();
        } catch (IOException e) {
            failure = e;
        }
        if (limit.stop()) { // though some bytes may have been moved before the socket was cut
            failure = new SocketTimeoutException("silent for too long");
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** What falls silent is cut: nothing else ends a read that blocks. */
    private final class Silence extends TimeLimit {
        private Silence() {
            super(limits);
        }

        @Override
        void expired() {
            try {
                close();
            } catch (IOException e) {
                // it is of no more use either way
            }
        }
    }
}
