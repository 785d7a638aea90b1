package dev.welkin.ai.infer;

import dev.welkin.CloudException;
import dev.welkin.ErrorCode;
import dev.welkin.spi.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The inputs or the outputs of one run of a model, each under its name. Immutable. */
public final class Tensors implements Iterable<Tensor> {
    private final Map<String, Tensor> byName;

    private Tensors(Map<String, Tensor> byName) {
        this.byName = byName;
    }

    /**
     * Gathers tensors.
     *
     * @param tensors one or more, names distinct
     * @return the tensors, in this order
     * @throws CloudException INVALID_ARGUMENT if there is none, or a name twice
     */
    public static Tensors of(Tensor... tensors) {
        return of(Arrays.asList(tensors));
    }

    /**
     * Gathers tensors.
     *
     * @param tensors one or more, names distinct
     * @return the tensors, in this order
     * @throws CloudException INVALID_ARGUMENT if there is none, or a name twice
     */
    public static Tensors of(List<Tensor> tensors) {
        Map<String, Tensor> byName = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            if (byName.put(tensor.name(), tensor) != null) {
                throw invalid("'" + Shown.of(tensor.name()) + "' is there twice");
            }
        }
        if (byName.isEmpty()) {
            throw invalid("none was given; a model needs one at least");
        }
        return new Tensors(byName);
    }

    /**
     * Finds a tensor.
     *
     * @param name its name
     * @return the tensor
     * @throws CloudException NOT_FOUND if there is none
     */
    public Tensor get(String name) {
        Tensor tensor = byName.get(name);
        if (tensor == null) {
            throw CloudException.of(
                    ErrorCode.NOT_FOUND,
                    "There is no tensor '" + Shown.of(name) + "'; there are " + Shown.of(byName.keySet()));
        }
        return tensor;
    }

    /**
     * Returns the names.
     *
     * @return in the order of the tensors
     */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /**
     * Returns how many there are.
     *
     * @return 1 or more
     */
    public int size() {
        return byName.size();
    }

    @Override
    public Iterator<Tensor> iterator() {
        return List.copyOf(byName.values()).iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensors that && byName.equals(that.byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }

    /** Names types and shapes, never the elements. */
    @Override
    public String toString() {
        return byName.values().toString();
    }

    /** Whether several can run as one: the same names, types and shapes but for the first dimension. */
    static boolean canStack(List<Tensors> all) {
        Tensors first = all.get(0);
        return all.stream().allMatch(first::hasTheSameRowsAs);
    }

    /** Puts several behind one another along the first dimension. */
    static Tensors stack(List<Tensors> all) {
        List<Tensor> stacked = new ArrayList<>();
        for (String name : all.get(0).names()) {
            stacked.add(Tensor.concat(all.stream().map(t -> t.get(name)).toList()));
        }
        return of(stacked);
    }

    /** Cuts out rows of every tensor. */
    Tensors slice(long from, long to) {
        return of(byName.values().stream().map(t -> t.slice(from, to)).toList());
    }

    private boolean hasTheSameRowsAs(Tensors other) {
        return names().equals(other.names()) && byName.values().stream().allMatch(t -> t.sameRows(other.get(t.name())));
    }

    private static CloudException invalid(String why) {
        return CloudException.of(ErrorCode.INVALID_ARGUMENT, "These can be no tensors of a model: " + why);
    }
}
