package dev.welkin.ai.speech;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the likelihood of each window into stretches of speech: one begins above the threshold, ends where it stays
 * below a lower one for long enough, and is dropped if it is too short.
 */
final class SpeechStretches {
    private final Sound sound;
    private final int window;
    private final VoiceOptions options;
    private final List<Speech> found = new ArrayList<>();

    SpeechStretches(Sound sound, int window, VoiceOptions options) {
        this.sound = sound;
        this.window = window;
        this.options = options;
    }

    List<Speech> of(double[] likely) {
        int begin = -1;
        int quietSince = -1;
        for (int i = 0; i < likely.length; i++) {
            if (likely[i] >= options.threshold()) {
                begin = begin < 0 ? i : begin;
                quietSince = -1;
            } else if (begin >= 0 && likely[i] < options.threshold() - VoiceOptions.HYSTERESIS) {
                quietSince = quietSince < 0 ? i : quietSince;
                if (!at(i).minus(at(quietSince)).minus(options.minSilence()).isNegative()) {
                    add(begin, quietSince);
                    begin = -1;
                    quietSince = -1;
                }
            }
        }
        if (begin >= 0) {
            add(begin, likely.length);
        }
        return List.copyOf(found);
    }

    /** Padding does not reach into the stretch before. */
    private void add(int begin, int end) {
        if (at(end).minus(at(begin)).compareTo(options.minSpeech()) < 0) {
            return;
        }
        Duration least =
                found.isEmpty() ? Duration.ZERO : found.get(found.size() - 1).to();
        Duration from = at(begin).minus(options.padding());
        Duration to = at(end).plus(options.padding());
        found.add(new Speech(
                from.compareTo(least) < 0 ? least : from, to.compareTo(sound.length()) > 0 ? sound.length() : to));
    }

    private Duration at(int index) {
        return sound.at((long) index * window);
    }
}
