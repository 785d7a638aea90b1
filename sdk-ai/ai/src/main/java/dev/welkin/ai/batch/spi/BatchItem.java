package dev.welkin.ai.batch.spi;

import dev.welkin.storage.VersionToken;

/**
 * One input of a batch, as it was listed.
 *
 * @param key its key
 * @param version its version's token
 * @param sizeBytes its length
 */
public record BatchItem(String key, VersionToken version, long sizeBytes) {}
