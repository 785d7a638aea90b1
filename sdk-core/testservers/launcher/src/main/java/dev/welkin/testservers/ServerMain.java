package dev.welkin.testservers;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/** Runs in the server's JVM: starts the server's own main, and ends with the JVM that started this one. */
public final class ServerMain {
    private ServerMain() {}

    /**
     * Starts the server.
     *
     * @param arguments the main class and its arguments
     * @throws Throwable what the server throws
     */
    public static void main(String[] arguments) throws Throwable {
        Thread watch = new Thread(ServerMain::endWithParent, "end-with-parent");
        watch.setDaemon(true);
        watch.start();
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Nobody writes to the standard input; it ends when the parent is gone, however it went. */
    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever said
            }
        } catch (IOException e) {
            System.err.println("the standard input broke: " + e);
        }
        Runtime.getRuntime().halt(0);
    }
}
