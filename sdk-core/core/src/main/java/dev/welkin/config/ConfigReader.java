package dev.welkin.config;

import dev.welkin.credentials.Account;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns the tree of a configuration into targets, accounts and sections, checking all of it. */
final class ConfigReader {
    private static final List<String> SERVICES = List.of("storage", "events", "compute", "ai");
    private static final List<String> OPTION_SECTIONS = List.of("http", "resilience");

    private final TargetReader reader;

    ConfigReader(Path folder, Map<String, String> environment) {
        this.reader = new TargetReader(new Placeholders(environment, folder), folder);
    }

    Config read(String source, Node root) {
        Map<String, Node> fields = fields(root, "");
        fields.forEach(ConfigReader::known);
        Map<String, Account> accounts = accounts(fields);
        Map<String, Map<String, List<Target>>> targets = new TreeMap<>();
        for (String service : SERVICES) {
            if (fields.containsKey(service)) {
                targets.put(service, targets(service, section(fields, service), accounts));
            }
        }
        return new Config(source, targets, accounts, options(fields));
    }

    private static void known(String key, Node node) {
        if (!Config.SECTIONS.contains(key)) {
            throw node.bad(
                    "", "has the unknown key '" + PlainName.shown(key) + "'" + Nearest.hint(key, Config.SECTIONS));
        }
    }

    private Map<String, List<Target>> targets(String service, Map<String, Node> names, Map<String, Account> accounts) {
        Map<String, List<Target>> targets = new TreeMap<>();
        names.forEach((name, node) -> {
            requirePlain(service, name, node);
            List<Target> list = reader.targets(service, name, node);
            list.forEach(target -> requireAccount(target, accounts));
            targets.put(name, list);
        });
        return Collections.unmodifiableMap(targets);
    }

    private static void requirePlain(String section, String name, Node node) {
        if (!PlainName.is(name)) {
            throw node.bad(section, "has a name of other characters than letters, digits, '.', '-' and '_'");
        }
    }

    private static void requireAccount(Target target, Map<String, Account> accounts) {
        target.text("account").filter(name -> !accounts.containsKey(name)).ifPresent(name -> {
            throw target.typed()
                    .invalid("account", "names no entry of 'accounts'" + Nearest.hint(name, accounts.keySet()));
        });
    }

    private Map<String, Account> accounts(Map<String, Node> fields) {
        Map<String, Account> accounts = new TreeMap<>();
        section(fields, "accounts").forEach((name, node) -> {
            requirePlain("accounts", name, node);
            String path = "accounts." + PlainName.shown(name);
            Options options = Options.of(node.where() + ": " + path, reader.values(fields(node, path), path));
            accounts.put(name, account(name, options));
        });
        return Collections.unmodifiableMap(accounts);
    }

    private static Account account(String name, Options options) {
        String provider = options.text("provider")
                .orElseThrow(() -> options.invalid("provider", "is missing; write for example provider: aws"));
        return new Account(name, provider, options);
    }

    private Map<String, Options> options(Map<String, Node> fields) {
        Map<String, Options> sections = new LinkedHashMap<>();
        for (String name : OPTION_SECTIONS) {
            Node node = fields.get(name);
            if (node != null) {
                Options options = Options.of(node.where() + ": " + name, reader.values(section(fields, name), name));
                sections.put(name, options);
            }
        }
        return sections;
    }

    /** The fields of a section; one without a value is as good as none. */
    private static Map<String, Node> section(Map<String, Node> fields, String name) {
        Node node = fields.get(name);
        return node == null || node instanceof Node.Missing ? Map.of() : fields(node, name);
    }

    private static Map<String, Node> fields(Node node, String path) {
        if (node instanceof Node.Fields map) {
            return map.fields();
        }
        if (node instanceof Node.Missing && path.isEmpty()) {
            return Map.of();
        }
        throw node.bad(path, path.isEmpty() ? "must be a map with keys such as 'storage'" : "must be a map of names");
    }
}
