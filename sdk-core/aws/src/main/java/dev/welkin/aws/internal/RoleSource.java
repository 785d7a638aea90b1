package dev.welkin.aws.internal;

import dev.welkin.credentials.CredentialSource;
import dev.welkin.credentials.Credentials;
import java.util.Optional;

/** The keys of a role, assumed with the keys of another source. */
final class RoleSource implements CredentialSource {
    private final CredentialSource base;
    private final Role role;
    private final Sts sts;

    RoleSource(CredentialSource base, Role role, Sts sts) {
        this.base = base;
        this.role = role;
        this.sts = sts;
    }

    @Override
    public Optional<Credentials> find() {
        return base.find().map(keys -> sts.assumeRole(keys, role));
    }

    @Override
    public String advice() {
        return "to assume a role: " + base.advice();
    }
}
