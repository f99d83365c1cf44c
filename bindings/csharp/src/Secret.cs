// SPDX-License-Identifier: LGPL-2.1-or-later
// A secret on its way to the library: with the NUL that C wants, where the collector leaves no copies, wiped at the end.
using System;
using System.Runtime.InteropServices;

namespace SipReg {

internal sealed class Secret : IDisposable {
    // Null for a secret that is not given.
    internal readonly byte[] Bytes;
    readonly GCHandle pin;

    Secret(int length) {
        Bytes = new byte[length];
        pin = GCHandle.Alloc(Bytes, GCHandleType.Pinned);
    }

    Secret() {}

    // Text of the application, copied.
    internal static Secret Text(byte[] value, string argument) {
        if (value == null)
            throw new ArgumentNullException(argument);
        if (Array.IndexOf(value, (byte)0) >= 0)
            throw new SipArgumentException(SipError.Invalid, argument + ": holds a NUL", argument);
        var secret = new Secret(value.Length + 1);
        Buffer.BlockCopy(value, 0, secret.Bytes, 0, value.Length);
        return secret;
    }

    internal static Secret OptionalText(byte[] value, string argument) {
        return value == null ? new Secret() : Text(value, argument);
    }

#if NET
    internal static Secret Text(ReadOnlySpan<byte> value, string argument) {
        if (value.IndexOf((byte)0) >= 0)
            throw new SipArgumentException(SipError.Invalid, argument + ": holds a NUL", argument);
        var secret = new Secret(value.Length + 1);
        value.CopyTo(secret.Bytes);
        return secret;
    }

    internal static Secret Copy(ReadOnlySpan<byte> value) {
        var secret = new Secret(value.Length);
        value.CopyTo(secret.Bytes);
        return secret;
    }
#endif

    public void Dispose() {
        if (Bytes == null)
            return;
        Array.Clear(Bytes, 0, Bytes.Length);
        pin.Free();
    }
}

}
