// SPDX-License-Identifier: LGPL-2.1-or-later
// The two steps of a snapshot: its size, and then itself.
using System;

namespace SipReg {

internal static class Sealed {
    internal delegate SipError Call(byte[] buffer, UIntPtr size, out UIntPtr length);

    internal static void CheckKey(byte[] key) {
        if (key == null)
            throw new ArgumentNullException(nameof(key));
        if (key.Length != SipLibrary.SnapshotKeySize)
            throw new SipArgumentException(
                SipError.Invalid, "key: " + key.Length + " bytes in place of " + SipLibrary.SnapshotKeySize, nameof(key));
    }

    internal static byte[] Take(Call call) {
        UIntPtr length;
        Answer.Check(call(null, UIntPtr.Zero, out length), "snapshot", null);
        for (;;) {
            var buffer = new byte[(int)length];
            SipError error = call(buffer, length, out length);
            if (error == SipError.Invalid && (int)length > buffer.Length) // it has grown since
                continue;
            Answer.Check(error, "snapshot", null);
            Array.Resize(ref buffer, (int)length);
            return buffer;
        }
    }
}

}
