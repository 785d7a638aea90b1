package dev.welkin.events.internal.log;

import dev.welkin.events.StartAt;
import dev.welkin.events.internal.engine.Group;
import dev.welkin.events.internal.engine.GroupJournal;
import dev.welkin.events.internal.engine.GroupState;
import dev.welkin.time.CloudClock;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A group and its file. */
final class LogGroup {
    private final GroupFile file;
    private final Group group;
    private boolean ended;

    private LogGroup(GroupFile file, Group group) {
        this.file = file;
        this.group = group;
    }

    /** Opens a group whose file is there. */
    static LogGroup load(LogTopic topic, String name, CloudClock clock, Committer committer) throws IOException {
        return open(topic, name, clock, committer, null);
    }

    /** Makes a new group; it is there for good when this returns. */
    static LogGroup create(LogTopic topic, String name, StartAt startAt, CloudClock clock, Committer committer)
            throws IOException {
        return open(topic, name, clock, committer, GroupState.at(Group.resolve(topic, startAt)));
    }

    private static LogGroup open(
            LogTopic topic, String name, CloudClock clock, Committer committer, @Nullable GroupState fresh)
            throws IOException {
        LogGroup[] self = new LogGroup[1];
        GroupFile file = new GroupFile(topic.folder(), LogFiles.groupFile(name), changed -> committer.dirty(self[0]));
        GroupState state = fresh;
        if (state == null) {
            state = loaded(file, topic);
        } else {
            file.replace(state);
        }
        self[0] = new LogGroup(file, new Group(topic, clock, state, file));
        return self[0];
    }

    /** What was settled behind the topic's end was lost with its events; new ones will stand there. */
    private static GroupState loaded(GroupFile file, LogTopic topic) throws IOException {
        GroupState kept = file.load();
        GroupState known = kept.upTo(topic.end());
        if (!known.equals(kept)) {
            file.replace(known);
        }
        return known;
    }

    /** Makes a group of a read-only store; it is forgotten with it. */
    static Group unkept(LogTopic topic, StartAt startAt, CloudClock clock) {
        return new Group(topic, clock, GroupState.at(Group.resolve(topic, startAt)), GroupJournal.NONE);
    }

    Group group() {
        return group;
    }

    synchronized void flush() throws IOException {
        if (!ended) {
            file.flush(group);
        }
    }

    /** Makes what was settled durable. */
    synchronized void complete() throws IOException {
        flush();
        file.force();
    }

    synchronized void close() {
        ended = true;
        file.close();
    }

    synchronized void delete() throws IOException {
        ended = true;
        file.delete();
    }
}
