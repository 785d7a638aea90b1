package dev.welkin.ai.models;

import java.util.ArrayList;
import java.util.List;

/**
 * A name that moves between the versions of a model.
 *
 * @param model the model's name
 * @param alias the alias, for example {@code prod}
 * @param version the version it names
 * @param earlier the versions it named before, the latest first; at most {@value #MAX_EARLIER}
 */
public record ModelAlias(String model, String alias, int version, List<Integer> earlier) {
    /** How many earlier versions are kept. */
    public static final int MAX_EARLIER = 20;

    /** Copies the list and checks the names. */
    public ModelAlias {
        ModelNames.checkModel(model);
        ModelNames.checkAlias(alias);
        earlier = earlier.stream().limit(MAX_EARLIER).toList();
        if (version < 1 || earlier.stream().anyMatch(v -> v < 1)) {
            throw Manifests.invalid(
                    "alias " + alias + " of version " + version + " after " + earlier + ": versions count from 1");
        }
    }

    /**
     * Returns how programs write it.
     *
     * @return for example {@code faces@prod}
     */
    public String reference() {
        return model + "@" + alias;
    }

    /** The alias after a move. */
    ModelAlias movedTo(int next) {
        List<Integer> before = new ArrayList<>(List.of(version));
        before.addAll(earlier);
        return new ModelAlias(model, alias, next, before);
    }

    /** The alias after its last move is taken back. */
    ModelAlias movedBack() {
        return new ModelAlias(model, alias, earlier.get(0), earlier.subList(1, earlier.size()));
    }
}
