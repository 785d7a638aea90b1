package dev.welkin.benchmarks.s3;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speaks as much S3 as the clients need and stores nothing: a PUT is read and forgotten, a GET of {@code /bench/SIZE}
 * gives as many bytes, a listing has 10,000 keys in pages of 1,000. Listens on loopback only.
 */
public final class NullServer {
    private static final byte[] ZEROS = new byte[64 << 10];
    private static final int PAGE = 1000;
    private static final int PAGES = 10;
    private static final Pattern LISTING = Pattern.compile("/bench/?(\\?(?!.*location).*)?");
    private static final Pattern TOKEN = Pattern.compile("continuation-token=(\\d)");
    private static final Pattern MARKER = Pattern.compile("[?&]marker=key-(\\d)");
    private static final String ETAG = "\"d41d8cd98f00b204e9800998ecf8427e\"";

    private NullServer() {}

    /** Prints the port and serves until its input ends. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            System.out.println(server.getLocalPort());
            Thread accepting = new Thread(() -> accept(server));
            accepting.setDaemon(true);
            accepting.start();
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> serve(socket));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            System.err.println("closed: " + e);
        }
    }

    private static void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
                OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 64 << 10)) {
            while (exchange(in, out)) {
                out.flush();
            }
        } catch (IOException e) {
            System.err.println("a connection broke: " + e);
        }
    }

    private static boolean exchange(InputStream in, OutputStream out) throws IOException {
        String request = line(in);
        if (request.isEmpty()) {
            return false;
        }
        long length = 0;
        boolean chunked = false;
        boolean waits = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            waits |= lower.startsWith("expect:");
        }
        if (waits) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        drain(in, length, chunked);
        answer(request.split(" ", 3), out);
        return true;
    }

    private static void drain(InputStream in, long length, boolean chunked) throws IOException {
        if (!chunked) {
            in.skipNBytes(length);
            return;
        }
        for (long size = chunk(in); size > 0; size = chunk(in)) {
            in.skipNBytes(size + 2);
        }
        String trailer = line(in);
        while (!trailer.isEmpty()) {
            trailer = line(in);
        }
    }

    private static long chunk(InputStream in) throws IOException {
        return Long.parseLong(line(in).split(";", 2)[0].strip(), 16);
    }

    private static void answer(String[] request, OutputStream out) throws IOException {
        String target = request[1];
        if (request[0].equals("GET") && LISTING.matcher(target).matches()) {
            text(out, listing(page(target)));
        } else if (target.contains("uploads") && request[0].equals("POST")) {
            text(out, "<InitiateMultipartUploadResult><Bucket>bench</Bucket><Key>k</Key><UploadId>1</UploadId>"
                    + "</InitiateMultipartUploadResult>");
        } else if (request[0].equals("POST")) {
            text(out, "<CompleteMultipartUploadResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                    + "<Location>http://127.0.0.1/bench/k</Location><Bucket>bench</Bucket><Key>k</Key><ETag>" + ETAG.replace("\"", "&quot;")
                    + "</ETag></CompleteMultipartUploadResult>");
        } else if (target.contains("location")) {
            text(out, "<LocationConstraint>us-east-1</LocationConstraint>");
        } else if (request[0].equals("PUT")) {
            out.write(("HTTP/1.1 200 OK\r\nETag: " + ETAG + "\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        } else {
            object(out, target);
        }
    }

    private static void object(OutputStream out, String target) throws IOException {
        String name = target.substring(target.lastIndexOf('/') + 1).split("\\?", 2)[0];
        long size = Long.parseLong(name);
        out.write(("HTTP/1.1 200 OK\r\nETag: " + ETAG + "\r\nContent-Type: application/octet-stream\r\n"
                        + "Last-Modified: Wed, 01 Jan 2025 00:00:00 GMT\r\nContent-Length: " + size + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (long left = size; left > 0; left -= ZEROS.length) {
            out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }

    private static void text(OutputStream out, String xml) throws IOException {
        byte[] body = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).getBytes(StandardCharsets.UTF_8);
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }

    /** The token of version 2 is a page's number; the marker of version 1 is the last key of the page before. */
    private static int page(String target) {
        Matcher token = TOKEN.matcher(target);
        Matcher marker = MARKER.matcher(target);
        return token.find() ? Integer.parseInt(token.group(1)) : marker.find() ? Integer.parseInt(marker.group(1)) + 1 : 0;
    }

    private static String listing(int page) {
        StringBuilder xml = new StringBuilder("<ListBucketResult><Name>bench</Name><Prefix></Prefix><KeyCount>1000"
                + "</KeyCount><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType>");
        boolean more = page + 1 < PAGES;
        xml.append("<IsTruncated>").append(more).append("</IsTruncated>");
        if (more) {
            xml.append("<NextContinuationToken>").append(page + 1).append("</NextContinuationToken>");
            xml.append("<NextMarker>key-").append(page).append("-1999</NextMarker>");
        }
        for (int i = 0; i < PAGE; i++) {
            xml.append("<Contents><Key>key-").append(page).append('-').append(1000 + i);
            xml.append("</Key><LastModified>2025-01-01T00:00:00.000Z</LastModified><ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag>"
                    + "<Size>1024</Size><StorageClass>STANDARD</StorageClass></Contents>");
        }
        return xml.append("</ListBucketResult>").toString();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
