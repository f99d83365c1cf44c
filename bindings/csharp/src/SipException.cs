// SPDX-License-Identifier: LGPL-2.1-or-later
// What the library answers, as exceptions of the kinds that .NET has for it.
using System;

namespace SipReg {

/// <summary>The library or the system could not do what was asked: <see cref="Error"/> says why.</summary>
/// <remarks>
/// A mistake of the caller is a <see cref="SipArgumentException"/> or a <see cref="SipStateException"/>, the use of something
/// that was disposed an <see cref="ObjectDisposedException"/>, the want of memory an <see cref="InsufficientMemoryException"/>.
/// </remarks>
public class SipException : Exception {
    /// <summary>Makes one.</summary>
    /// <param name="error">The library's answer.</param>
    /// <param name="message">What was wanted and what went wrong.</param>
    public SipException(SipError error, string message) : base(message) {
        Error = error;
    }

    /// <summary>The library's answer; a number that this version does not know is kept.</summary>
    public SipError Error { get; }
}

/// <summary>A snapshot cannot be used: it is of something else, not whole, of a later version, or was changed.</summary>
public class SipSnapshotException : SipException {
    /// <summary>Makes one.</summary>
    /// <param name="error">One of the codes that begin with Snapshot.</param>
    /// <param name="message">What is wrong with it.</param>
    public SipSnapshotException(SipError error, string message) : base(error, message) {}
}

/// <summary>A value was refused; nothing was changed. The message names the field and says what was disliked.</summary>
public class SipArgumentException : ArgumentException {
    /// <summary>Makes one.</summary>
    /// <param name="error">The library's answer.</param>
    /// <param name="problem">What was disliked, as "expires: 0 is outside 1..4294967295".</param>
    /// <param name="argument">Name of the argument or property.</param>
    public SipArgumentException(SipError error, string problem, string argument) : base(problem, argument) {
        Error = error;
        Problem = problem;
    }

    /// <summary>The library's answer.</summary>
    public SipError Error { get; }

    /// <summary>What was disliked, in the library's words, without the name of the argument in C#.</summary>
    public string Problem { get; }
}

/// <summary>
/// The call is not possible now: started already, not started yet, or something that it needs was not set. Nothing was changed.
/// </summary>
public class SipStateException : InvalidOperationException {
    /// <summary>Makes one.</summary>
    /// <param name="error">The library's answer.</param>
    /// <param name="message">What was asked for, and why it is not possible.</param>
    public SipStateException(SipError error, string message) : base(message) {
        Error = error;
    }

    /// <summary>The library's answer.</summary>
    public SipError Error { get; }
}

/// <summary>What a task has waited for did not come about; <see cref="Event"/> tells all.</summary>
public class SipRegistrationException : Exception {
    /// <summary>Makes one.</summary>
    /// <param name="message">What failed and why.</param>
    /// <param name="failed">The event that told of it.</param>
    public SipRegistrationException(string message, SipEvent failed) : base(message) {
        Event = failed;
    }

    /// <summary>
    /// The event that told of it. If <see cref="SipEvent.WillRetry"/> is set the library goes on by itself, and further events
    /// tell how.
    /// </summary>
    public SipEvent Event { get; }

    /// <summary>Why it failed.</summary>
    public SipFailure Failure {
        get { return Event.Failure; }
    }
}

}
