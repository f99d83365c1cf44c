// SPDX-License-Identifier: LGPL-2.1-or-later
// From the library's answer to an exception; and the checks of C# values that C would not see.
using System;

namespace SipReg {

internal static class Answer {
    // what: the thing done or the field set; disliked: the library's own words, where it has some.
    internal static void Check(SipError error, string what, string argument, string disliked) {
        if (error != SipError.Ok)
            throw Exception(error, what, argument, disliked);
    }

    internal static void Check(SipError error, string what, string argument) {
        Check(error, what, argument, null);
    }

    static Exception Exception(SipError error, string what, string argument, string disliked) {
        string text = string.IsNullOrEmpty(disliked) ? what + ": " + Sentence(error) : disliked;
        switch (error) {
        case SipError.Invalid:
            return new SipArgumentException(error, text, argument);
        case SipError.State:
            return new SipStateException(error, text);
        case SipError.Closed:
            return new ObjectDisposedException(typeof(SipEndpoint).FullName, text);
        case SipError.NoMemory:
            return new InsufficientMemoryException(text);
        case SipError.SnapshotForeign:
        case SipError.SnapshotTruncated:
        case SipError.SnapshotFuture:
        case SipError.SnapshotTampered:
            return new SipSnapshotException(error, text);
        default:
            return new SipException(error, text);
        }
    }

    static string Sentence(SipError error) {
        switch (error) {
        case SipError.Invalid: return "the value is malformed or out of range";
        case SipError.State: return "not possible now";
        case SipError.Closed: return "the endpoint was disposed";
        case SipError.NoMemory: return "no memory";
        case SipError.SnapshotForeign: return "no snapshot, or one of another account";
        case SipError.SnapshotTruncated: return "the end of the snapshot is missing";
        case SipError.SnapshotFuture: return "the snapshot was made by a later version";
        case SipError.SnapshotTampered: return "the snapshot was changed, or sealed with another key";
        case SipError.System: return "the system refused a thread, a descriptor or an address";
        default: return SipLibrary.NameOf(error) + " (" + (int)error + ")";
        }
    }

    // Whole units only: to round would set something else than what was asked for.
    internal static int Milliseconds(TimeSpan time, string field, string argument) {
        return (int)Units(time, TimeSpan.TicksPerMillisecond, int.MaxValue, field, "milliseconds", argument);
    }

    internal static int Seconds(TimeSpan time, string field, string argument) {
        return (int)Units(time, TimeSpan.TicksPerSecond, int.MaxValue, field, "seconds", argument);
    }

    internal static long LongSeconds(TimeSpan time, string field, string argument) {
        return Units(time, TimeSpan.TicksPerSecond, long.MaxValue, field, "seconds", argument);
    }

    static long Units(TimeSpan time, long ticks, long most, string field, string unit, string argument) {
        if (time.Ticks % ticks != 0)
            throw new SipArgumentException(SipError.Invalid, field + ": " + time + " is no whole number of " + unit, argument);
        long units = time.Ticks / ticks;
        if (units < -most || units > most)
            throw new SipArgumentException(SipError.Invalid, field + ": " + time + " is out of range", argument);
        return units;
    }

    internal static int Flag(bool on) {
        return on ? 1 : 0;
    }
}

}
