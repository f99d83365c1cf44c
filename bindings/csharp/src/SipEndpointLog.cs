// SPDX-License-Identifier: LGPL-2.1-or-later
// What the library says of itself, and the messages that it sends and receives.
using System;

namespace SipReg {

/// <summary>A line of the library's log. Immutable.</summary>
public sealed class SipLogEventArgs : EventArgs {
    internal SipLogEventArgs(EventHandle of) {
        Level = SipregNative.sipreg_event_log_level(of);
        Line = SipregNative.sipreg_event_log_line(of);
    }

    /// <summary>Severity; a number that this version does not know is kept.</summary>
    public SipLogLevel Level { get; }

    /// <summary>The line, without a line end. No secret is in it.</summary>
    public string Line { get; }

    /// <summary>
    /// Severity as a number of Microsoft.Extensions.Logging.LogLevel, which this assembly does not depend on:
    /// <c>logger.Log((LogLevel)e.LoggerLevel, "{Line}", e.Line)</c>.
    /// </summary>
    public int LoggerLevel {
        get {
            switch (Level) {
            case SipLogLevel.Error: return 4;
            case SipLogLevel.Warning: return 3;
            case SipLogLevel.Info: return 2;
            default: return 1; // Debug: what a later library says in more detail
            }
        }
    }

    /// <summary>The line.</summary>
    public override string ToString() {
        return Line;
    }
}

/// <summary>A SIP message as it was first sent or as it arrived, credentials redacted. Immutable.</summary>
public sealed class SipTraceEventArgs : EventArgs {
    internal SipTraceEventArgs(EventHandle of) {
        IsSent = SipregNative.sipreg_event_trace_sent(of) != 0;
        Peer = SipregNative.sipreg_event_trace_peer(of);
        Message = SipregNative.sipreg_event_trace_message(of);
    }

    /// <summary>It was sent; else it was received.</summary>
    public bool IsSent { get; }

    /// <summary>Whither or whence, as "udp:192.0.2.1:5060".</summary>
    public string Peer { get; }

    /// <summary>The message.</summary>
    public string Message { get; }

    /// <summary>Direction, peer and first line.</summary>
    public override string ToString() {
        int end = Message.IndexOf('\r');
        return (IsSent ? "to " : "from ") + Peer + ": " + (end < 0 ? Message : Message.Substring(0, end));
    }
}

public sealed partial class SipEndpoint {
    SipLogLevel logLevel;
    bool traceMessages;

    /// <summary>
    /// Lines of the log, up to <see cref="LogLevel"/>; each comes before the events that it led to. Who is too slow loses the
    /// oldest, which <see cref="SipEventType.Overflow"/> counts.
    /// </summary>
    public event EventHandler<SipLogEventArgs> LogReceived;

    /// <summary>
    /// SIP messages, if <see cref="TraceMessages"/> is set, in one order with all events. Retransmissions are not shown.
    /// </summary>
    public event EventHandler<SipTraceEventArgs> TraceReceived;

    /// <summary>Up to which severity lines are told by <see cref="LogReceived"/>. Default Unknown: none are.</summary>
    public SipLogLevel LogLevel {
        get { return logLevel; }
        set {
            Check(SipregNative.sipreg_endpoint_set_log_events(Open, value), value, nameof(LogLevel));
            logLevel = value;
        }
    }

    /// <summary>Every SIP message is told by <see cref="TraceReceived"/>. Default false.</summary>
    public bool TraceMessages {
        get { return traceMessages; }
        set {
            Check(SipregNative.sipreg_endpoint_set_trace_events(Open, Answer.Flag(value)), value, nameof(TraceMessages));
            traceMessages = value;
        }
    }
}

}
