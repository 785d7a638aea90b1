/** Where AWS credentials come from: profile files, STS, SSO, processes, containers and instance metadata. */
@NullMarked
package dev.welkin.aws.internal;

import org.jspecify.annotations.NullMarked;
