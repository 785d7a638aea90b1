package dev.welkin.azure;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A shared access signature for one blob, signed with the account's key ("Create a service SAS" in the reference of the
 * Blob service, version {@value #VERSION}).
 *
 * @param permissions for example {@code r} to read, {@code cw} to create and write; in Azure's order
 * @param expires until when it works; whole seconds count
 * @param httpsOnly true to refuse plain http
 * @param answerContentType the Content-Type that answers name, or "" for the blob's own
 */
public record ServiceSas(String permissions, Instant expires, boolean httpsOnly, String answerContentType) {
    /** The version of the service whose signatures these are. */
    public static final String VERSION = "2022-11-02";

    /**
     * Signs for a blob.
     *
     * @param key signs
     * @param account the account's name
     * @param container the container
     * @param blob the blob's name, not encoded
     * @return the query, without a question mark; whoever has it can use it
     */
    public String query(SharedKey key, String account, String container, String blob) {
        String end = expires.truncatedTo(ChronoUnit.SECONDS).toString();
        String resource = "/blob/" + account + "/" + container + "/" + blob;
        // start, identifier, IP range, snapshot, encryption scope and four of the answer's headers are not used
        String text = String.join(
                "\n",
                List.of(
                        permissions,
                        "",
                        end,
                        resource,
                        "",
                        "",
                        protocol(),
                        VERSION,
                        "b",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        answerContentType));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("sv", VERSION);
        fields.put("spr", protocol());
        fields.put("se", end);
        fields.put("sr", "b");
        fields.put("sp", permissions);
        if (!answerContentType.isEmpty()) {
            fields.put("rsct", answerContentType);
        }
        fields.put("sig", key.sign(text));
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + Query.encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private String protocol() {
        return httpsOnly ? "https" : "https,http";
    }
}
