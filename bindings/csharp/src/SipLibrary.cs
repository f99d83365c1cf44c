// SPDX-License-Identifier: LGPL-2.1-or-later
// The native library itself, and the helpers that stand alone in it.
using System;

namespace SipReg {

/// <summary>The native library that runs: its version and its names. Any thread.</summary>
public static class SipLibrary {
    const int BufferSize = 1024;

    /// <summary>Bytes of the key that seals snapshots.</summary>
    public const int SnapshotKeySize = SipregNative.SIPREG_SNAPSHOT_KEY_SIZE;

    /// <summary>Version of the native library, as "0.1.0".</summary>
    public static string Version {
        get { return SipregNative.sipreg_version(); }
    }

    /// <summary>Identifier of a code, as "SIPREG_ERR_STATE".</summary>
    /// <param name="error">The code.</param>
    public static string NameOf(SipError error) {
        return SipregNative.sipreg_error_name(error);
    }

    /// <summary>Identifier in lower case, as "registered"; "unknown" for an unknown one.</summary>
    /// <param name="type">The kind of an event.</param>
    public static string NameOf(SipEventType type) {
        return SipregNative.sipreg_event_type_name(type);
    }

    /// <summary>Identifier in lower case, as "credentials"; "unknown" for an unknown one.</summary>
    /// <param name="failure">The failure.</param>
    public static string NameOf(SipFailure failure) {
        return SipregNative.sipreg_failure_name(failure);
    }

    /// <summary>Identifier in lower case, as "wrong_name"; "unknown" for an unknown one.</summary>
    /// <param name="fault">The fault.</param>
    public static string NameOf(SipTlsFault fault) {
        return SipregNative.sipreg_tls_fault_name(fault);
    }

    /// <summary>Identifier in lower case, as "unregister"; "unknown" for an unknown one.</summary>
    /// <param name="operation">The operation.</param>
    public static string NameOf(SipOperation operation) {
        return SipregNative.sipreg_operation_name(operation);
    }

    /// <summary>Identifier in lower case, as "registering"; "unknown" for an unknown one.</summary>
    /// <param name="state">The state.</param>
    public static string NameOf(SipState state) {
        return SipregNative.sipreg_state_name(state);
    }

    /// <summary>
    /// Builds the Contact URI that the library would: the public address if known, else the local one, without a zone.
    /// </summary>
    /// <param name="user">User part, may be "".</param>
    /// <param name="publicAddress">"203.0.113.1:5060" or "" if unknown.</param>
    /// <param name="localAddress">"192.168.0.2:5060".</param>
    /// <param name="transport">One transport.</param>
    /// <param name="secure">True for a sips: URI.</param>
    /// <exception cref="SipArgumentException">An argument is malformed.</exception>
    public static string BuildContact(string user, string publicAddress, string localAddress, SipTransports transport,
                                      bool secure = false) {
        var buffer = new byte[BufferSize + (user == null ? 0 : 3 * user.Length)];
        Answer.Check(SipregNative.sipreg_contact_build(buffer, (UIntPtr)buffer.Length, Text.Encode(user, nameof(user)),
                                                       Text.Encode(publicAddress, nameof(publicAddress)),
                                                       Text.Encode(localAddress, nameof(localAddress)), transport,
                                                       Answer.Flag(secure)), "contact", nameof(localAddress));
        return Text.Decode(buffer);
    }
}

}
