package dev.welkin.credentials;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several sources, asked in order. */
final class FirstSource implements CredentialSource {
    private final List<CredentialSource> sources;

    FirstSource(List<CredentialSource> sources) {
        this.sources = sources;
    }

    @Override
    public Optional<Credentials> find() {
        return sources.stream()
                .map(CredentialSource::find)
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public String advice() {
        return sources.stream().map(CredentialSource::advice).collect(Collectors.joining("; "));
    }
}
