package dev.welkin.ai.models;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where things lie in the bucket: {@code models/<name>/<version>/..} and {@code models/<name>/aliases/<alias>.json}.
 */
final class RegistryKeys {
    static final String ROOT = "models/";
    private static final String JSON = ".json";

    private RegistryKeys() {}

    static String model(String name) {
        return ROOT + name + "/";
    }

    static String version(String name, int version) {
        return model(name) + version + "/";
    }

    /** Takes a version's number; what has no manifest yet is not published. */
    static String claim(String name, int version) {
        return version(name, version) + "claim";
    }

    static String manifest(String name, int version) {
        return version(name, version) + "manifest.json";
    }

    /** Says that a version may be deleted, or is being. */
    static String tombstone(String name, int version) {
        return version(name, version) + "tombstone.json";
    }

    static String signature(String name, int version) {
        return version(name, version) + "manifest.sig";
    }

    static String file(ModelManifest manifest, String file) {
        return version(manifest.name(), manifest.version()) + "files/" + file;
    }

    static String aliases(String name) {
        return model(name) + "aliases/";
    }

    static String alias(ModelReference.Aliased reference) {
        return aliases(reference.name()) + reference.alias() + JSON;
    }

    /** Reads the alias from a key; nothing for what is no alias. */
    static Optional<ModelReference.Aliased> alias(String name, String key) {
        String file = key.substring(aliases(name).length());
        String alias = file.endsWith(JSON) ? file.substring(0, file.length() - JSON.length()) : "";
        return ModelNames.isAlias(alias) ? Optional.of(new ModelReference.Aliased(name, alias)) : Optional.empty();
    }

    /** Reads the version from {@code models/<name>/<version>/}; nothing for another folder. */
    static OptionalInt version(String name, String prefix) {
        String folder = prefix.substring(model(name).length(), prefix.length() - 1);
        return folder.matches("[1-9][0-9]{0,8}") ? OptionalInt.of(Integer.parseInt(folder)) : OptionalInt.empty();
    }
}
